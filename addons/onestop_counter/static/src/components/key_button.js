import { Component } from "@odoo/owl";

/** A button that shows its key. */
export class KeyButton extends Component {
    static template = "onestop_counter.KeyButton";
    static props = {
        onClick: Function,
        key_name: { type: String, optional: true },
        icon: { type: String, optional: true },
        class: { type: String, optional: true },
        disabled: { type: Boolean, optional: true },
        pressed: { type: Boolean, optional: true },
        slots: Object,
    };
}
