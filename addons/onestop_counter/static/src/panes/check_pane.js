import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { detailSlots, shown } from "../slots";
import { notesOf } from "../model/catalogue";
import { useArrows } from "../hooks/arrows";
import { momentWords } from "../utils/words";

/** What follows from the choice: the case, where the result goes, when it is due and why. */
export class CheckPane extends Component {
    static template = "onestop_counter.CheckPane";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.moment = momentWords;
        const address = useRef("address");
        const root = useArrows("root", ".o_counter_case");
        useEffect(
            () => {
                const { draft, procedure } = this.counter;
                if (draft.result_channel === "post" && !draft.result_address) {
                    address.el?.focus();
                } else if (procedure.cases.length) {
                    const cases = root.el.querySelectorAll(".o_counter_case");
                    ([...cases].find((one) => one.ariaPressed === "true") || cases[0]).focus();
                }
            },
            () => [this.counter.focus.pane, this.counter.draft.result_channel],
        );
    }

    get notes() {
        return notesOf(this.counter.procedure, this.counter.draft.case_id);
    }

    get slots() {
        return shown(detailSlots, this.counter);
    }

    useApplicantAddress() {
        this.counter.edit({ result_address: this.counter.draft.person.applicant_address });
    }

    setSets(ev) {
        const count = Math.max(1, Number.parseInt(ev.target.value) || 1);
        this.counter.edit({ set_count: count });
        ev.target.value = count;
    }
}
