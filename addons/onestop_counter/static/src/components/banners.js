import { Component, useState } from "@odoo/owl";
import { KeyButton } from "./key_button";
import { KEYS } from "../hooks/keys";

/** What went wrong, what is kept where, and what waits for the line. */
export class Banners extends Component {
    static template = "onestop_counter.Banners";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
    }

    get names() {
        return this.counter.reception.queued.map((one) => one.title).join(", ");
    }
}
