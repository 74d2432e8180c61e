import { Component, useEffect, useState } from "@odoo/owl";
import { isMobileOS } from "@web/core/browser/feature_detection";
import { _t } from "@web/core/l10n/translation";
import { AttachButton } from "./attach_button";
import { KeyButton } from "./key_button";
import { Lookup } from "./lookup";
import { LooseFiles } from "./loose_files";
import { PaperFiles } from "./paper_files";
import { paperToolSlots, shown } from "../slots";
import { useArrows } from "../hooks/arrows";
import { useAttaching } from "../utils/attaching";
import { acceptOf } from "../utils/files";
import { KEYS } from "../hooks/keys";
import { isDemanded } from "../model/catalogue";
import { conditionWords, countWords } from "../utils/words";

/** The papers of the draft: what is there, how many of each, a remark, and their scans. */
export class Papers extends Component {
    static template = "onestop_counter.Papers";
    static components = { AttachButton, KeyButton, Lookup, LooseFiles, PaperFiles };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.state = useState({ open: false });
        this.keys = KEYS;
        this.counts = countWords;
        this.demanded = isDemanded;
        this.condition = conditionWords;
        this.attaching = useAttaching({
            counter: this.counter,
            attach: (id, files) => this.attach(id, files),
            first: () => this.firstToAttach,
        });
        this.hasCamera = isMobileOS();
        const list = useArrows("list", ".o_counter_paper_tick");
        useEffect(
            (wanted) => {
                if (wanted) {
                    const ticks = [...list.el.querySelectorAll(".o_counter_paper_tick")];
                    (ticks.find((tick) => !tick.checked) || ticks[0])?.focus();
                }
            },
            () => [this.counter.focus.papers],
        );
        useEffect(
            () => {
                const open = list.el.querySelector(".o_counter_paper_open");
                open?.scrollIntoView({ block: "nearest" });
            },
            () => [this.state.open],
        );
    }

    get tools() {
        return shown(paperToolSlots, this.counter);
    }

    get there() {
        return this.counter.draft.papers.filter((line) => line.handed_in).length;
    }

    get accept() {
        return acceptOf(this.counter.files.rules);
    }

    /** The paper whose files come next: the open one, else the first without any. */
    get firstToAttach() {
        const bare = this.counter.draft.papers.find(
            (line) => !this.counter.files.of(line.component_id).length,
        );
        return this.state.open || bare?.component_id || false;
    }

    lineOf(id) {
        return this.counter.draft.papers.find((line) => line.component_id === id);
    }

    attach(id, files) {
        this.counter.files.attach(this.lineOf(id), files);
    }

    detailLabel(paper) {
        return _t("Copies and remark: %s", paper.name);
    }

    toggle(id) {
        this.state.open = this.state.open === id ? false : id;
    }

    onKeydown(ev, id) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            this.toggle(id);
        }
    }

    setCount(line, name, ev) {
        const count = Math.max(0, Math.min(99, Number.parseInt(ev.target.value) || 0));
        this.counter.editPaper(line, { [name]: count });
        ev.target.value = count;
    }
}
