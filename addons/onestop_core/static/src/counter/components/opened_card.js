import { Component, useState } from "@odoo/owl";
import { dayWords, channelLabels, momentWords } from "../utils/words";

/** An opened dossier, where the draft stands otherwise. */
export class OpenedCard extends Component {
    static template = "onestop_core.CounterOpenedCard";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.moment = momentWords;
        this.day = dayWords;
        this.channels = channelLabels();
    }

    get opened() {
        return this.counter.opened;
    }

    /** Papers are ticked where the dossier is received or goes on; elsewhere they are only listed. */
    get mayTick() {
        return this.counter.mainAction === "receive";
    }
}
