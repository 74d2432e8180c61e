import { Component, useState } from "@odoo/owl";
import { KEYS } from "../hooks/keys";
import { birthWords, doubtLabels, momentWords, sexLabels } from "../utils/words";

/** Whose dossier it is, and who hands it in. */
export class ApplicantCard extends Component {
    static template = "onestop_counter.ApplicantCard";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.doubts = doubtLabels();
        this.moment = momentWords;
    }

    /** Birth, sex and phone on one line, as far as they are known. */
    get facts() {
        const { person } = this.counter.draft;
        const { applicant_sex, applicant_phone } = person;
        return [birthWords(person), sexLabels()[applicant_sex], applicant_phone]
            .filter(Boolean)
            .join(" · ");
    }
}
