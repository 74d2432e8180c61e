import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeyButton } from "./key_button";
import { RatingCard } from "./rating_card";
import { KEYS } from "../hooks/keys";
import { doneSlots, shown } from "../slots";
import { momentWords } from "../utils/words";

/** What was done last, large enough to be read out; gone when the next person's work begins. */
export class DoneCard extends Component {
    static template = "onestop_counter.DoneCard";
    static components = { KeyButton, RatingCard };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.moment = momentWords;
    }

    get slots() {
        return shown(doneSlots, this.counter);
    }

    get heading() {
        const { done } = this.counter;
        if (done.kind === "received" && done.state === "returned") {
            return _t("Received and handed over");
        }
        return {
            received: _t("Received"),
            waiting: _t("Kept, waits for the line"),
            not_complete: _t("Supplement requested"),
            refuse: _t("Not received"),
            return_result: _t("Result handed over"),
            rechoose: _t("Corrected"),
            resume: _t("Goes on"),
            forward: _t("Forwarded"),
            recall: _t("Called back to the desk"),
        }[done.kind];
    }
}
