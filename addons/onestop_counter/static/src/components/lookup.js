import { Component } from "@odoo/owl";
import { lookupLabels } from "../utils/words";

/** A paper that a national database holds: it is not asked for, unless looking it up is noted as of no use. */
export class Lookup extends Component {
    static template = "onestop_counter.Lookup";
    static props = { name: String, outcome: [String, Boolean], onChange: Function };

    setup() {
        this.labels = Object.entries(lookupLabels());
    }
}
