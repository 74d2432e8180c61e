import { Component, useEffect, useState } from "@odoo/owl";
import { useArrows } from "../hooks/arrows";

/** What an opened dossier calls for: handing over, accepting, going on, or only looking. See `openedWays`. */
export class OpenedPane extends Component {
    static template = "onestop_counter.OpenedPane";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        const root = useArrows("root", "input[type=checkbox]");
        useEffect(
            () => {
                // where papers are ticked, the work begins there
                if (!this.counter.opened.mayTick) {
                    const tick = root.el.querySelector("input[type=checkbox]");
                    (tick || root.el.querySelector("input, button"))?.focus();
                }
            },
            () => [this.counter.focus.pane],
        );
    }
}
