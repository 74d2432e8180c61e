import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeyButton } from "@onestop_counter/components/key_button";
import { KEYS } from "@onestop_counter/hooks/keys";
import { paneSlots } from "@onestop_counter/slots";
import { formatDong } from "@onestop_payment/backend/dong_field";
import { FeeDone } from "./fee_done";
import { CASH, feesOf, LATER, TRANSFER } from "./fees";

/** What is owed, of whom it is not taken, how it is paid, and what goes back as change. */
export class FeePane extends Component {
    static template = "onestop_payment_counter.FeePane";
    static components = { FeeDone, KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.fees = useState(feesOf(this.props.counter));
        this.keys = KEYS;
        this.dong = formatDong;
        this.methods = [
            { name: CASH, label: _t("Cash"), key: "Alt+C", icon: "fa-money" },
            { name: TRANSFER, label: _t("VietQR"), key: "Alt+Q", icon: "fa-qrcode" },
            { name: LATER, label: _t("Later"), key: "Alt+L", icon: "fa-clock-o" },
        ];
        this.given = useRef("given");
        this.root = useRef("root");
        useEffect(
            () => {
                const unsaid = this.root.el.querySelector(".o_fee_unsaid input");
                (unsaid || this.given.el)?.focus();
            },
            () => [this.counter.focus.pane, this.fees.lines.length, this.fees.unsaid.length],
        );
        useEffect(
            () => {
                this.fees.updateQuote();
            },
            () => [this.fees.dossier ? "" : this.fees.question],
        );
        useEffect(
            () => {
                this.fees.updateVisitor();
            },
            () => [this.fees.visitorKey],
        );
    }

    get isOpened() {
        return Boolean(this.fees.dossier);
    }

    /** What is missing or goes back, in words and large. */
    get changeWords() {
        const { change, given } = this.fees;
        if (!given) {
            return given === null ? _t("This is no sum of money") : _t("Exact");
        }
        return change < 0 ? _t("%s is missing", formatDong(-change)) : formatDong(change);
    }

    why(line) {
        return line.why.split("\n").filter(Boolean);
    }

    answerNumber(line, name, ev) {
        const text = ev.target.value.replace(/[\s.]/g, "");
        if (/^\d{1,15}$/.test(text)) {
            const { quantity, declared_value, pieces } = line;
            return this.fees.answer(line, {
                ...(quantity !== false && { quantity }),
                ...(declared_value !== false && { declared_value }),
                pieces,
                [name]: Number(text),
            });
        }
        if (text) {
            this.counter.say(_t("“%s” is no number.", ev.target.value));
        }
    }

    exemptionOf(line) {
        return this.fees.said(line).exemption_id || line.exemption || false;
    }

    proofHint(line) {
        const chosen = this.exemptionOf(line);
        return line.exemptions.find((one) => one.id === chosen)?.proof || "";
    }

    chooseExemption(line, ev) {
        const exemption_id = Number(ev.target.value) || false;
        if (!this.isOpened) {
            return this.fees.answer(line, { exemption_id, proof: "" });
        }
        if (line.proof) {
            this.counter.say(
                _t("What was let off with proof is taken back in the list of fees, with a reason."),
            );
            return;
        }
        // at an opened dossier it counts with its proof, or not at all
        line.exemption = exemption_id;
    }

    enterProof(line, ev) {
        const proof = ev.target.value.trim();
        const exemption_id = this.exemptionOf(line);
        if (proof && exemption_id) {
            return this.fees.answer(line, { exemption_id, proof });
        }
    }

    choose(name) {
        this.fees.set({ method: name });
        if (name === CASH) {
            this.given.el?.focus();
        }
    }

    onKeydown(ev) {
        const method = this.methods.find(
            (one) => ev.altKey && ev.code === `Key${one.key.slice(-1)}`,
        );
        if (method) {
            ev.preventDefault();
            this.choose(method.name);
        }
    }

    /** Enter: what F9 does for a draft; an opened dossier is paid. */
    submit() {
        const { activeElement } = document;
        if (activeElement !== this.given.el && activeElement.matches(".o_fee_line input")) {
            // the figure is taken as it is left
            this.given.el?.focus();
            return;
        }
        if (!this.isOpened) {
            if (this.fees.pay.method === LATER && this.fees.owed) {
                this.choose(CASH);
            }
            return this.counter.main();
        }
        if (this.fees.pay.method === LATER) {
            this.choose(CASH);
        }
        return this.fees.collect();
    }
}

paneSlots.add("fees", {
    Component: FeePane,
    key: "F2",
    label: () => _t("Fees"),
});
