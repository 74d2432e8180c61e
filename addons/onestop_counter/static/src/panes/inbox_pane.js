import { Component, useEffect, useState } from "@odoo/owl";
import { useArrows } from "../hooks/arrows";
import { channelLabels, momentWords } from "../utils/words";

/** What came online and waits to be accepted, the oldest first. */
export class InboxPane extends Component {
    static template = "onestop_counter.InboxPane";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.moment = momentWords;
        this.channels = channelLabels();
        const root = useArrows("root", ".o_counter_inbox_row");
        useEffect(
            () => root.el.querySelector(".o_counter_inbox_row")?.focus(),
            () => [this.counter.focus.pane],
        );
    }
}
