import { Component, useState } from "@odoo/owl";
import { momentWords } from "../utils/words";

/** When the result is due. */
export class DueBox extends Component {
    static template = "onestop_counter.DueBox";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.moment = momentWords;
    }
}
