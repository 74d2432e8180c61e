import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeyButton } from "../components/key_button";
import { isDemanded } from "../model/catalogue";
import { KEYS } from "../hooks/keys";
import { conditionWords, countWords } from "../utils/words";

/**
 * What a request asks for, see `onestop.dossier._supplement_lines` of the core, and the reason in one sentence.
 *
 * @param {{ key: Object, missing: boolean, wrong: string|undefined, counts: string }[]} papers with the mark of each; `key`
 *     names the paper to the server
 * @param {{ name: string, basis: string }[]} others that the procedure does not list, each by its legal basis
 * @returns {{ lines: Object[], reason: string }} no line and an empty text if nothing is missing or wrong
 */
export function composeSupplement(papers, others = []) {
    const missing = papers.filter((paper) => paper.missing);
    const wrong = papers.filter((paper) => !paper.missing && paper.wrong !== undefined);
    const lines = [
        ...missing.map(({ key, counts }) => ({ ...key, kind: "missing", note: counts })),
        ...wrong.map(({ key, wrong: note }) => ({ ...key, kind: "wrong", note })),
        ...others
            .filter(({ name, basis }) => name.trim() || basis.trim())
            .map(({ name, basis }) => ({ name, legal_basis: basis, kind: "missing", note: "" })),
    ];
    const reasons = [
        lines.length > wrong.length && _t("the dossier lacks papers"),
        wrong.length && _t("papers are not as they should be"),
    ].filter(Boolean);
    const reason = reasons.join(_t(" and "));
    return { lines, reason: reason && reason[0].toUpperCase() + reason.slice(1) + "." };
}

/** Not complete: what is missing or wrong is picked, free text explains, and it is said once. */
export class SupplementPane extends Component {
    static template = "onestop_counter.SupplementPane";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.condition = conditionWords;
        const marks = Object.fromEntries(
            this.papers.map((paper) => [
                paper.id,
                { missing: paper.demanded && !paper.handed_in, wrong: undefined },
            ]),
        );
        this.state = useState({ marks, others: [], content: "", reason: "", touched: false });
        this.compose();
        const root = useRef("root");
        useEffect(
            () => root.el.querySelector("input:enabled, textarea").focus(),
            () => [],
        );
    }

    get papers() {
        const { dossier } = this.counter.opened;
        return dossier
            ? this.counter.opened.papers.map((paper) => ({
                  ...paper,
                  key: { document_id: paper.id },
                  demanded: isDemanded(paper, paper.lookup_outcome),
                  counts: "",
              }))
            : this.counter.papers.map(({ line, paper }) => ({
                  ...paper,
                  key: { component_id: paper.id },
                  handed_in: line.handed_in,
                  demanded: isDemanded(paper, line.lookup_outcome),
                  counts: countWords(paper),
              }));
    }

    get composed() {
        return composeSupplement(
            this.papers.map((paper) => ({ ...paper, ...this.state.marks[paper.id] })),
            this.state.others,
        );
    }

    mark(id, values) {
        Object.assign(this.state.marks[id], values);
        this.compose();
    }

    addOther() {
        this.state.others.push({ name: "", basis: "" });
    }

    /** The reason follows the ticks, as long as nobody has written in it. */
    compose() {
        if (!this.state.touched) {
            this.state.reason = this.composed.reason;
        }
    }

    send() {
        const { content, others, reason } = this.state;
        const { lines } = this.composed;
        if (!lines.length || !reason.trim()) {
            this.counter.say(_t("Tick what is missing or wrong first, with the reason."));
        } else if (
            others.some(({ name, basis }) => Boolean(name.trim()) !== Boolean(basis.trim()))
        ) {
            this.counter.say(
                _t("Name the paper and the legal basis: nobody asks for what no law asks for."),
            );
        } else {
            this.counter.atHand.sendSupplement(reason.trim(), content.trim(), lines);
        }
    }
}
