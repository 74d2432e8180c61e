import { Component, useState } from "@odoo/owl";
import { KeyButton } from "../components/key_button";
import { KEYS } from "../hooks/keys";
import { dayWords, parseTypedDay, sexLabels } from "../utils/words";

/** The applicant's particulars, and those of whoever comes instead. */
export class PersonForm extends Component {
    static template = "onestop_counter.PersonForm";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.state = useState({ wrongDay: false });
        this.keys = KEYS;
        this.day = dayWords;
        this.sexes = Object.entries(sexLabels());
    }

    get person() {
        return this.counter.draft.person;
    }

    onInput(ev) {
        this.counter.people.edit({ [ev.target.name]: ev.target.value });
    }

    onSubmitterInput(ev) {
        this.counter.people.editSubmitter({ [ev.target.name]: ev.target.value });
    }

    onDay(ev) {
        const text = ev.target.value.trim();
        const day = parseTypedDay(text);
        this.state.wrongDay = Boolean(text && !day);
        this.counter.people.edit({ applicant_birth_date: day });
    }

    /** Enter in any field: on to the procedure. */
    onSubmit() {
        if (this.person.applicant_name.trim()) {
            this.counter.show(this.counter.nextPane());
        }
    }
}
