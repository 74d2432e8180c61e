import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeyButton } from "../components/key_button";
import { KEYS } from "../hooks/keys";
import { countWords } from "../utils/words";

/**
 * What a request says: a line for each paper, and the reason in one sentence.
 *
 * @param {{ name: string, missing: boolean, wrong: string|undefined, counts: string }[]} papers
 * @returns {{ content: string, reason: string }} empty texts if nothing is missing or wrong
 */
export function composeSupplement(papers) {
    const missing = papers.filter((paper) => paper.missing);
    const wrong = papers.filter((paper) => !paper.missing && paper.wrong !== undefined);
    const content = [
        ...missing.map((paper) =>
            paper.counts
                ? _t("Hand in: %(paper)s (%(counts)s)", { paper: paper.name, counts: paper.counts })
                : _t("Hand in: %s", paper.name),
        ),
        ...wrong.map((paper) =>
            paper.wrong
                ? _t("Correct: %(paper)s – %(wrong)s", { paper: paper.name, wrong: paper.wrong })
                : _t("Correct: %s", paper.name),
        ),
    ].join("\n");
    const reasons = [
        missing.length && _t("the dossier lacks papers"),
        wrong.length && _t("papers are not as they should be"),
    ].filter(Boolean);
    const reason = reasons.join(_t(" and "));
    return { content, reason: reason && reason[0].toUpperCase() + reason.slice(1) + "." };
}

/** Not complete: what is missing or wrong is ticked, the text follows, and it is said once. */
export class SupplementPane extends Component {
    static template = "onestop_counter.SupplementPane";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        const marks = Object.fromEntries(
            this.papers.map((paper) => [
                paper.id,
                { missing: paper.required && !paper.handed_in, wrong: undefined },
            ]),
        );
        this.state = useState({ marks, content: "", reason: "", touched: false });
        this.compose();
        const root = useRef("root");
        useEffect(
            () => root.el.querySelector("input, textarea").focus(),
            () => [],
        );
    }

    get papers() {
        const { dossier } = this.counter.opened;
        return dossier
            ? dossier.papers.map((paper) => ({ ...paper, counts: "" }))
            : this.counter.papers.map(({ line, paper }) => ({
                  id: paper.id,
                  name: paper.name,
                  required: paper.required,
                  handed_in: line.handed_in,
                  counts: countWords(paper),
              }));
    }

    mark(id, values) {
        Object.assign(this.state.marks[id], values);
        this.compose();
    }

    /** Follow the ticks, as long as nobody has written in the text. */
    compose() {
        if (!this.state.touched) {
            Object.assign(
                this.state,
                composeSupplement(
                    this.papers.map((paper) => ({ ...paper, ...this.state.marks[paper.id] })),
                ),
            );
        }
    }

    get isReady() {
        return Boolean(this.state.content.trim() && this.state.reason.trim());
    }

    send() {
        if (!this.isReady) {
            this.counter.say(_t("Tick what is missing or wrong first, with the reason."));
        } else {
            this.counter.atHand.sendSupplement(this.state.reason.trim(), this.state.content.trim());
        }
    }
}
