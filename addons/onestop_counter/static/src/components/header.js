import { Component, useState } from "@odoo/owl";
import { KeyButton } from "./key_button";
import { headerSlots, paneSlots, shown } from "../slots";
import { Printer } from "../services/printer";
import { KEYS } from "../hooks/keys";

/** Where the counter stands, what waits, and the ways to the panes. */
export class Header extends Component {
    static template = "onestop_counter.Header";
    static components = { KeyButton };
    static props = { counter: Object, onLeave: Function };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.papers = Printer.papers();
    }

    get slots() {
        return shown(headerSlots, this.counter);
    }

    get morePanes() {
        return shown(paneSlots, this.counter);
    }

    get placeKey() {
        const { agency_id, counter_id } = this.counter.place;
        return `${agency_id}/${counter_id || ""}`;
    }

    /** Every counter at which the user may sit; an agency without counters is one. */
    get places() {
        return this.counter.place.agencies.flatMap((agency) =>
            agency.counters.length
                ? agency.counters.map((counter) => ({
                      key: `${agency.id}/${counter.id}`,
                      name: `${counter.name} · ${agency.name}`,
                  }))
                : [{ key: `${agency.id}/`, name: agency.name }],
        );
    }

    choosePlace(ev) {
        const [agencyId, counterId] = ev.target.value.split("/").map(Number);
        this.counter.place.choose({ agency_id: agencyId, counter_id: counterId });
    }
}
