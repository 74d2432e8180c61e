import { Component, useState } from "@odoo/owl";

/** What went wrong, what is kept where, and what waits for the line. */
export class Banners extends Component {
    static template = "onestop_counter.Banners";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
    }

    get names() {
        return this.counter.reception.queued.map((one) => one.title).join(", ");
    }
}
