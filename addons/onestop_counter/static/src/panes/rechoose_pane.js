import { Component, useEffect, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeyButton } from "../components/key_button";
import { papersOf } from "../model/catalogue";
import { useArrows } from "../hooks/arrows";
import { KEYS } from "../hooks/keys";
import { channelLabels } from "../utils/words";

// more tiles than these nobody reads
const MOST_TILES = 8;

/** Procedure, case or channel of the opened dossier were chosen wrongly: put right, and its papers asked for again. */
export class RechoosePane extends Component {
    static template = "onestop_counter.RechoosePane";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.channels = Object.entries(channelLabels());
        const { case_id, case_none, channel, papers, procedure } = this.counter.opened.dossier;
        this.state = useState({
            query: "",
            procedure_id: procedure.id,
            case_id,
            case_none,
            channel,
            there: Object.fromEntries(papers.map((paper) => [paper.component, paper.handed_in])),
            // of the papers of the procedure that was chosen first, by their names
            named: Object.fromEntries(papers.map((paper) => [paper.name, paper.handed_in])),
            reason: "",
        });
        const root = useArrows("root", "input[type=text], .o_counter_tile, input[type=checkbox]");
        useEffect(
            () => root.el.querySelector(".o_counter_search").focus(),
            () => [],
        );
    }

    get procedure() {
        return this.counter.catalogue.get(this.state.procedure_id);
    }

    get tiles() {
        return this.state.query.trim()
            ? this.counter.catalogue.offer(this.state.query).slice(0, MOST_TILES)
            : [];
    }

    get papers() {
        return this.procedure ? papersOf(this.procedure, this.state.case_id) : [];
    }

    get mayBeNoCase() {
        return this.procedure.no_case.includes(this.state.channel);
    }

    /** After the first hand-over a leader answers for it, with a reason. */
    get wantsReason() {
        return !["submitted", "intake_supplement", "received"].includes(
            this.counter.opened.dossier.state,
        );
    }

    isThere(paper) {
        return this.state.there[paper.id] ?? this.state.named[paper.name] ?? false;
    }

    onEnter() {
        if (this.tiles.length) {
            this.takeProcedure(this.tiles[0].id);
        }
    }

    takeProcedure(id) {
        Object.assign(this.state, {
            query: "",
            procedure_id: id,
            case_id: false,
            case_none: false,
        });
    }

    takeCase(id) {
        Object.assign(this.state, { case_id: id, case_none: !id });
    }

    takeChannel(ev) {
        this.state.channel = ev.target.value;
        this.state.case_none &&= this.mayBeNoCase;
    }

    send() {
        const { counter, procedure, state } = this;
        if (!procedure) {
            counter.say(_t("Choose the procedure first."));
            return;
        }
        if (procedure.cases.length && !state.case_id && !state.case_none) {
            counter.say(_t("Choose the case first: papers and due date follow from it."));
            return;
        }
        counter.opened.act("rechoose", {
            reason: state.reason.trim() || null,
            procedure_id: state.procedure_id,
            case_id: state.case_id,
            case_none: state.case_none,
            channel: state.channel,
            component_ids: this.papers
                .filter((paper) => this.isThere(paper))
                .map((paper) => paper.id),
        });
    }
}
