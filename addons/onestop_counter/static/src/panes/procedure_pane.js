import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { useArrows } from "../hooks/arrows";

// more tiles than these nobody reads; typing one more letter is faster
const MOST_TILES = 40;

/** The procedures to choose from: most used, by sector, or found by what is typed. */
export class ProcedurePane extends Component {
    static template = "onestop_counter.ProcedurePane";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.state = useState({ query: "", sector: false });
        const search = useRef("search");
        useArrows("root", ".o_counter_search, .o_counter_procedure_tile");
        useEffect(
            () => {
                search.el.focus();
                search.el.select();
            },
            () => [this.counter.focus.pane],
        );
    }

    get catalogue() {
        return this.counter.catalogue;
    }

    get found() {
        return this.catalogue.offer(this.state.query, this.state.sector);
    }

    get tiles() {
        return this.found.slice(0, MOST_TILES);
    }

    get heading() {
        return this.catalogue.heading(this.state.query, this.state.sector);
    }

    sectorName(procedure) {
        return this.catalogue.sectors.find((sector) => sector.id === procedure.sector)?.name || "";
    }

    limit(procedure) {
        const direct =
            procedure.channels.find((line) => line.channel === "direct") || procedure.channels[0];
        return direct?.limit || "";
    }

    /** What waits for the person at the desk, the first of it. */
    get waiting() {
        return this.counter.people.lastDossiers.find((one) => one.waits);
    }

    /** Enter takes the first procedure found; before anything is typed, the dossier that waits for the person. */
    onEnter() {
        if (!this.state.query.trim() && this.waiting) {
            this.counter.opened.open(this.waiting.id);
        } else if (this.tiles.length && this.state.query.trim()) {
            this.counter.choice.takeProcedure(this.tiles[0].id);
        }
    }
}
