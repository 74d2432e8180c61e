import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useBus, useService } from "@web/core/utils/hooks";
import { KeyButton } from "@onestop_counter/components/key_button";
import { KEYS } from "@onestop_counter/hooks/keys";
import { paneSlots } from "@onestop_counter/slots";
import { bagOf, officesOf } from "./bag";

export const BAG_KEY = "Alt+B";
const MINUTES = "onestop_postal.action_report_postal_minutes";

/** A bag on one slip: filled by scanning, offered, and signed for by the other side. */
export class BagPane extends Component {
    static template = "onestop_postal_counter.BagPane";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.bag = useState(bagOf(this.props.counter));
        this.action = useService("action");
        this.keys = KEYS;
        this.state = useState({ refusing: false, reason: "", done: null });
        this.input = useRef("input");
        useBus(this.props.counter.bus, "scanned", ({ detail }) => this.bag.scan(detail.text));
        useEffect(
            () => {
                this.bag.load();
                this.input.el?.focus();
            },
            () => [this.counter.focus.pane, this.counter.place.agency_id],
        );
    }

    get words() {
        return {
            added: _t("On the slip."),
            again: _t("It is on this slip already."),
            waiting: _t("Being sent…"),
            offline: _t("No line: it is sent again."),
        };
    }

    onKeydown(ev) {
        if (ev.key !== "Enter") {
            return;
        }
        ev.preventDefault();
        const text = ev.target.value.trim();
        ev.target.value = "";
        if (text) {
            this.bag.scan(text);
        }
    }

    async offer() {
        this.state.done = await this.bag.act("bag_offer", this.bag.slip.id);
    }

    async sign(slip) {
        this.state.done = await this.bag.act("bag_sign", slip.id);
    }

    startRefusing(line) {
        Object.assign(this.state, { refusing: line.id, reason: "" });
    }

    async refuse(line) {
        if (await this.bag.act("bag_refuse", line.id, this.state.reason)) {
            this.state.refusing = false;
        }
    }

    print(slip) {
        return this.action.doAction(MINUTES, { additionalContext: { active_ids: [slip.id] } });
    }
}

paneSlots.add("postal_bag", {
    Component: BagPane,
    key: BAG_KEY,
    label: () => _t("Bags"),
    isShown: (counter) => officesOf(counter).length > 0,
    takesScans: true,
});
