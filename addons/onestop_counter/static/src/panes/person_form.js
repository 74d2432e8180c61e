import { Component, useState } from "@odoo/owl";
import { KeyButton } from "../components/key_button";
import { KEYS } from "../hooks/keys";
import { cleanIdentity } from "../utils/identity";
import { cleanEmail } from "../utils/mail_address";
import { cleanPhone } from "../utils/phone";
import { birthWords, parseTypedDay, parseTypedYear, sexLabels } from "../utils/words";

// as the server will store it, so that the clerk sees what is kept
const CLEANERS = { identity: cleanIdentity, phone: cleanPhone, email: cleanEmail };

function cleaned({ name, value }) {
    const clean = CLEANERS[name.split("_")[1]];
    return { [name]: clean ? clean(value) : value };
}

/** The applicant's particulars, and those of whoever comes instead. */
export class PersonForm extends Component {
    static template = "onestop_counter.PersonForm";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.state = useState({ wrongDay: false });
        this.keys = KEYS;
        this.birth = birthWords;
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

    onChange(ev) {
        this.counter.people.edit(cleaned(ev.target));
    }

    onSubmitterChange(ev) {
        this.counter.people.editSubmitter(cleaned(ev.target));
    }

    onDay(ev) {
        const text = ev.target.value.trim();
        const day = parseTypedDay(text);
        const year = day ? Number(day.slice(0, 4)) : parseTypedYear(text);
        this.state.wrongDay = Boolean(text && !year);
        this.counter.people.edit({ applicant_birth_date: day, applicant_birth_year: year });
    }

    /** Enter in any field: on to the procedure, once it is known who the person is. */
    onSubmit() {
        if (this.person.applicant_name.trim()) {
            this.counter.show(this.counter.nextPane());
            if (!this.counter.people.isKnown) {
                this.counter.say(this.counter.reception.findBlocker().text);
            }
        }
    }
}
