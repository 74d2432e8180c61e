import { Component, useState } from "@odoo/owl";
import { KEYS } from "../hooks/keys";
import { dayWords, doubtLabels, sexLabels } from "../utils/words";

/** Whose dossier it is, and who hands it in. */
export class ApplicantCard extends Component {
    static template = "onestop_counter.ApplicantCard";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.doubts = doubtLabels();
    }

    /** Birth, sex and phone on one line, as far as they are known. */
    get facts() {
        const { applicant_birth_date, applicant_sex, applicant_phone } = this.counter.draft.person;
        return [dayWords(applicant_birth_date), sexLabels()[applicant_sex], applicant_phone]
            .filter(Boolean)
            .join(" · ");
    }
}
