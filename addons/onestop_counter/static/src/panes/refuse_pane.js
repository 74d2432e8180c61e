import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useDebounced } from "@web/core/utils/timing";
import { KeyButton } from "../components/key_button";
import { useArrows } from "../hooks/arrows";
import { KEYS } from "../hooks/keys";

// while somebody types on, the server is not asked
const PAUSE = 150;

/**
 * Refuse to receive: the reason, and who is competent instead. Where no procedure of the desk was chosen, any
 * published one is found with its competent body, or the request is taken in words.
 */
export class RefusePane extends Component {
    static template = "onestop_counter.RefusePane";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.state = useState({ reason: "", body: "", query: "", found: [], elsewhere: null });
        this.keys = KEYS;
        // what the law lets a desk refuse for (NĐ 61/2018/NĐ-CP art. 17)
        this.reasons = [
            _t("The matter is not within the competence of this agency."),
            _t("The procedure is not received at this desk."),
            _t("The conditions for the procedure are not met."),
        ];
        this.last = new KeepLast();
        this.find = useDebounced(() => this.search(), PAUSE);
        const root = useArrows("root", ".o_counter_request, .o_counter_elsewhere");
        const reason = useRef("reason");
        useEffect(
            () => (root.el.querySelector(".o_counter_request") || reason.el).focus(),
            () => [],
        );
    }

    /** Whether it is still to be said what is asked for. */
    get asksForRequest() {
        return !this.counter.opened.dossier && !this.counter.procedure;
    }

    // ------------------------------------------------------------------ what is asked for

    onInput(ev) {
        Object.assign(this.state, { query: ev.target.value, elsewhere: null });
        this.find();
    }

    async search() {
        const { query } = this.state;
        const { counter } = this;
        const asked = query.trim()
            ? counter.ask("find_procedures", [query, counter.place.agency_id])
            : Promise.resolve([]);
        const found = await this.last.add(asked);
        this.state.found = found || [];
    }

    onKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            this.onEnter();
        }
    }

    /** What only resembles the words is offered after them: nobody is refused what they did not ask for. */
    get areWordsFirst() {
        return !this.state.found[0]?.named;
    }

    /** Enter: the first that was found by all the words, else the words as they stand. */
    async onEnter() {
        await this.search();
        if (!this.areWordsFirst) {
            this.take(this.state.found[0]);
        } else if (this.state.query.trim()) {
            this.takeWords();
        }
    }

    take({ id, code, name, body }) {
        if (this.counter.catalogue.get(id)) {
            // it is received here after all
            this.counter.choice.takeProcedure(id);
            return;
        }
        this.settle({ procedure_id: id, name: `${code} ${name}`, summary: "" }, body);
    }

    takeWords() {
        const words = this.state.query.trim();
        this.settle({ procedure_id: false, name: words, summary: words }, "");
    }

    settle(elsewhere, body) {
        Object.assign(this.state, { elsewhere, body, reason: this.reasons[0] });
    }

    // ------------------------------------------------------------------ sending

    /** Why it cannot go out yet, in words. */
    get blocker() {
        if (this.asksForRequest && !this.state.elsewhere) {
            return _t("Say first what is asked for: a procedure, or the request in words.");
        }
        return this.state.reason.trim()
            ? ""
            : _t("Give the reason first: the citizen has a right to know it.");
    }

    /** Enter in another field says nothing: the letter goes out by F9. */
    onSubmit() {}

    send() {
        const { body, elsewhere, reason } = this.state;
        if (this.blocker) {
            this.counter.say(this.blocker);
        } else {
            this.counter.atHand.sendRefusal(reason.trim(), body.trim(), elsewhere);
        }
    }
}
