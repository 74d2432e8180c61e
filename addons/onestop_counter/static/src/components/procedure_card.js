import { Component, useState } from "@odoo/owl";
import { KEYS } from "../hooks/keys";
import { channelLabels } from "../utils/words";

/** What is asked for: procedure, case, and the ways in and out. */
export class ProcedureCard extends Component {
    static template = "onestop_counter.ProcedureCard";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.channels = Object.entries(channelLabels());
    }

    onResultChannel(ev) {
        this.counter.edit({ result_channel: ev.target.value });
        if (ev.target.value === "post") {
            this.counter.show("check");
        }
    }
}
