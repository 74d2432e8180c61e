import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { KeyButton } from "../components/key_button";
import { PersonForm } from "./person_form";
import { useArrows } from "../hooks/arrows";
import { KEYS } from "../hooks/keys";
import { birthWords } from "../utils/words";

/** The one box, the people found, and the form of the person. */
export class PersonPane extends Component {
    static template = "onestop_counter.PersonPane";
    static components = { KeyButton, PersonForm };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.birth = birthWords;
        this.box = useRef("box");
        useArrows("root", ".o_counter_find_input, .o_counter_known");
        const root = useRef("root");
        useEffect(
            () => {
                // a number without a name, or a name alone, has to be completed; otherwise the box waits for the next
                const { applicant_name, applicant_identity, applicant_phone } =
                    this.counter.draft.person;
                const known = root.el.querySelector(".o_counter_known");
                const incomplete =
                    (applicant_name || applicant_identity || applicant_phone) &&
                    !this.counter.people.isKnown;
                const selector =
                    this.counter.draft.on_behalf && applicant_name
                        ? "[name=submitter_name]"
                        : `[name=${applicant_name ? "applicant_identity" : "applicant_name"}]`;
                const wanted =
                    known ||
                    ((incomplete || this.counter.draft.on_behalf) &&
                        root.el.querySelector(selector));
                (wanted || this.box.el).focus();
            },
            () => [
                this.counter.focus.pane,
                this.counter.people.found,
                this.counter.people.question,
            ],
        );
    }

    async onFind() {
        const text = this.box.el.value.trim();
        if (text) {
            this.box.el.value = "";
            await this.counter.people.find(text);
        }
    }
}
