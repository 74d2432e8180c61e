import { Component, useEffect, useState } from "@odoo/owl";
import { KeyButton } from "@onestop_counter/components/key_button";
import { dossierSlots, openedSlots } from "@onestop_counter/slots";
import { formatDong } from "@onestop_payment/backend/dong_field";
import { CASH, feesOf, TRANSFER } from "./fees";

/** On the left: what is to be paid, and how it will be. */
export class FeeBox extends Component {
    static template = "onestop_payment_counter.FeeBox";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.fees = useState(feesOf(this.props.counter));
        this.dong = formatDong;
        useEffect(
            () => {
                this.fees.updateQuote();
            },
            () => [this.fees.dossier ? "" : this.fees.question],
        );
        useEffect(
            () => {
                this.fees.done = null;
            },
            () => [this.fees.dossier?.id],
        );
    }

    get method() {
        const { method } = this.fees.pay;
        return { isCash: method === CASH, isTransfer: method === TRANSFER };
    }
}

dossierSlots.add("fees", {
    Component: FeeBox,
    isShown: (counter) => Boolean(counter.procedure),
});
openedSlots.add("fees", {
    Component: FeeBox,
    isShown: (counter) => Boolean(counter.opened.dossier.fees.length),
});
