import { browser } from "@web/core/browser/browser";

const KEY = "onestop_counter_place";

/** Where the Counter stands: one of the counters at which the user may sit. It belongs to the computer. */
export class Place {
    /** @param {CounterModel} counter */
    constructor(counter) {
        this.counter = counter;
        this.agencies = [];
        this.agency_id = false;
        this.counter_id = false;
    }

    /** @param {{ id: number, name: string, counters: Object[] }[]} agencies at which the user may receive */
    start(agencies) {
        this.agencies = agencies;
        this.choose(JSON.parse(browser.localStorage.getItem(KEY) || "{}"));
    }

    get agency() {
        return this.agencies.find((agency) => agency.id === this.agency_id);
    }

    /** @param {{ agency_id?: number, counter_id?: number }} place as the computer remembers it */
    choose({ agency_id: agencyId, counter_id: counterId }) {
        const agency = this.agencies.find((one) => one.id === agencyId) || this.agencies[0];
        const { counters } = agency;
        const chosen =
            counters.find((one) => one.id === counterId) || (counters.length === 1 && counters[0]);
        this.agency_id = agency.id;
        this.counter_id = chosen ? chosen.id : false;
        const { agency_id, counter_id } = this;
        browser.localStorage.setItem(KEY, JSON.stringify({ agency_id, counter_id }));
        this.counter.choice.updatePreview();
    }
}
