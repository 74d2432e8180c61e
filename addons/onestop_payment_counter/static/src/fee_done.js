import { Component, onWillUnmount, useEffect, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { doneSlots } from "@onestop_counter/slots";
import { formatDong } from "@onestop_payment/backend/dong_field";
import { feesOf } from "./fees";

// how often a VietQR on the screen is asked about
const LOOK_EVERY = 1_500;

/** What was taken: the change, large enough to be read out, or the VietQR that waits for its money. */
export class FeeDone extends Component {
    static template = "onestop_payment_counter.FeeDone";
    static props = { counter: Object, done: { type: Object, optional: true } };

    setup() {
        this.counter = useState(this.props.counter);
        this.fees = useState(feesOf(this.props.counter));
        this.state = useState({ messages: {} });
        this.dong = formatDong;
        useEffect(
            () => {
                this.look();
                return () => browser.clearTimeout(this.timer);
            },
            () => [this.done],
        );
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get done() {
        return this.props.done || this.counter.done?.fee_done || null;
    }

    get transfers() {
        return this.done?.transfers || [];
    }

    get waiting() {
        return this.transfers.filter((one) => one.state === "waiting");
    }

    /** Ask what has become of the transfers on the screen, as long as one is awaited. */
    look() {
        browser.clearTimeout(this.timer);
        if (!this.waiting.length) {
            return;
        }
        this.timer = browser.setTimeout(async () => {
            for (const one of this.waiting) {
                this.take(one, await this.counter.ask("transfer_state", [one.id]));
            }
            this.look();
        }, LOOK_EVERY);
    }

    take(transfer, data) {
        if (data) {
            Object.assign(transfer, data);
        }
    }

    async confirm(transfer) {
        const message = (this.state.messages[transfer.id] || "").trim();
        if (!message) {
            this.counter.say(_t("Enter the transaction number in the bank's message first."));
            return;
        }
        const { counter_id } = this.counter.place;
        const args = [transfer.id, message, counter_id || false];
        const data = await this.counter.ask("confirm_transfer", args, { loud: true });
        this.take(transfer, data);
        if (data?.in_vain) {
            this.counter.say(
                _t(
                    "This money pays nothing that is still owed. It is noted as money to be clarified.",
                ),
            );
        } else if (data) {
            this.fees.printReceipts(data.receipts);
        }
        if (data && this.fees.dossier) {
            await this.counter.opened.open(this.fees.dossier.id);
            this.counter.show("fees");
        }
    }

    async withdraw(transfer) {
        this.take(
            transfer,
            await this.counter.ask("withdraw_transfer", [transfer.id], { loud: true }),
        );
    }

    /** Ids of the receipts of all that was paid. */
    get receipts() {
        const { receipts = [] } = this.done;
        return [...receipts, ...this.transfers.flatMap((one) => one.receipts || [])];
    }

    /** Take what is still owed of what was just received. */
    async takeNow() {
        await this.counter.opened.open(this.counter.done.id);
        this.fees.done = null;
        this.counter.show("fees");
    }
}

doneSlots.add("fees", {
    Component: FeeDone,
    isShown: (counter) => Boolean(counter.done.fee_done),
});
