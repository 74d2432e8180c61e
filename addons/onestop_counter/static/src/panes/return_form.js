import { Component, useState } from "@odoo/owl";

/** Handing the result over: who takes it, what goes back, what is still owed. */
export class ReturnForm extends Component {
    static template = "onestop_counter.ReturnForm";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
    }

    get dossier() {
        return this.counter.opened.dossier;
    }
}
