import { Component, useEffect, useState } from "@odoo/owl";
import { AttachButton } from "./attach_button";
import { KeyButton } from "./key_button";
import { Lookup } from "./lookup";
import { useArrows } from "../hooks/arrows";
import { KEYS } from "../hooks/keys";
import { openedSlots, shown } from "../slots";
import { useAttaching } from "../utils/attaching";
import { acceptOf } from "../utils/files";
import { isDemanded } from "../model/catalogue";
import {
    birthWords,
    channelLabels,
    conditionWords,
    momentWords,
    verdictWords,
} from "../utils/words";

/** An opened dossier, where the draft stands otherwise. */
export class OpenedCard extends Component {
    static template = "onestop_counter.OpenedCard";
    static components = { AttachButton, KeyButton, Lookup };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.moment = momentWords;
        this.birth = birthWords;
        this.condition = conditionWords;
        this.demanded = isDemanded;
        this.verdict = verdictWords;
        this.channels = channelLabels();
        this.attaching = useAttaching({
            counter: this.counter,
            attach: (id, files) => this.attach(id, files),
            first: () => this.firstToAttach,
            // where a result is handed over it means the authority paper
            hasKey: () => this.dossier.pane !== "return",
        });
        this.root = useArrows("root", ".o_counter_paper_tick");
        useEffect(
            () => this.focusPapers(),
            () => [this.counter.focus.papers, this.counter.focus.pane, this.dossier.id],
        );
    }

    /** As in a draft: the keyboard begins at the first paper that is not there. */
    focusPapers() {
        const ticks = [...this.root.el.querySelectorAll(".o_counter_paper_tick")];
        (ticks.find((tick) => !tick.checked) || ticks[0])?.focus();
    }

    get dossier() {
        return this.counter.opened.dossier;
    }

    get slots() {
        return shown(openedSlots, this.counter);
    }

    get accept() {
        return acceptOf(this.counter.files.rules);
    }

    /** Where papers are taken in, their scans are too. */
    get mayAttach() {
        return this.dossier.may_attach && ["inbox", "supplement"].includes(this.dossier.pane);
    }

    get firstToAttach() {
        const bare = this.dossier.papers.find((paper) => !paper.files.length);
        return this.mayAttach && bare ? bare.id : false;
    }

    attach(id, files) {
        if (this.mayAttach) {
            const paper = this.dossier.papers.find((one) => one.id === id);
            this.counter.files.attachToOpened(paper, files);
        }
    }

    /** Papers are ticked where the dossier is received or goes on; elsewhere they are only listed. */
    get mayTick() {
        return this.counter.opened.mayTick;
    }
}
