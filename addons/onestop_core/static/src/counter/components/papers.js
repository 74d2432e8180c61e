import { Component, useEffect, useState } from "@odoo/owl";
import { KeyButton } from "./key_button";
import { paperToolSlots, shown } from "../app/slots";
import { useArrows } from "../utils/arrows";
import { KEYS } from "../utils/keys";
import { countWords } from "../utils/words";

/** The papers of the draft: what is there, how many of each, and a remark. */
export class Papers extends Component {
    static template = "onestop_core.CounterPapers";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.state = useState({ open: false });
        this.keys = KEYS;
        this.counts = countWords;
        const list = useArrows("list", ".o_counter_paper_tick");
        useEffect(
            (wanted) => {
                if (wanted) {
                    const ticks = [...list.el.querySelectorAll(".o_counter_paper_tick")];
                    (ticks.find((tick) => !tick.checked) || ticks[0])?.focus();
                }
            },
            () => [this.counter.focus.papers],
        );
    }

    get tools() {
        return shown(paperToolSlots, this.counter);
    }

    get there() {
        return this.counter.draft.papers.filter((line) => line.handed_in).length;
    }

    toggle(id) {
        this.state.open = this.state.open === id ? false : id;
    }

    onKeydown(ev, id) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            this.toggle(id);
        }
    }

    setCount(line, name, ev) {
        const count = Math.max(0, Math.min(99, Number.parseInt(ev.target.value) || 0));
        this.counter.editPaper(line, { [name]: count });
        ev.target.value = count;
    }
}
