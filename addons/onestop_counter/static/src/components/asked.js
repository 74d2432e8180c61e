import { Component } from "@odoo/owl";
import { momentWords } from "../utils/words";

/** What a dossier waits for: what was asked, why, and until when. */
export class Asked extends Component {
    static template = "onestop_counter.Asked";
    static props = { asked: Object };

    setup() {
        this.moment = momentWords;
    }
}
