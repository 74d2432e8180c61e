import { Component, onMounted, onWillUnmount, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { KeyButton } from "./key_button";
import { verdicts } from "../model/rating";
import { KEYS } from "../hooks/keys";

// a digit alone is a verdict; one that is followed by another this soon begins a number
const ALONE = 300;
const BOX = ".o_counter_find_input, .o_counter_search";

/** Asks the citizen, on the screen that the clerk turns round, how satisfied they are. */
export class RatingCard extends Component {
    static template = "onestop_counter.RatingCard";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.verdicts = verdicts();
        this.card = useRef("card");
        this.feedback = useRef("feedback");
        this.pressed = "";
        // after the pane has taken the focus for itself
        onMounted(() => Promise.resolve().then(() => this.card.el?.focus()));
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get rating() {
        return this.counter.done.rating;
    }

    choose({ value }) {
        browser.clearTimeout(this.timer);
        return this.counter.ratings.send(value, this.feedback.el.value);
    }

    /** Keys of the verdicts. Whoever types anything else has begun with the next person: it goes into the one box. */
    onKeydown(ev) {
        const { key } = ev;
        if (
            !this.counter.ratings.isOffered ||
            ev.target === this.feedback.el ||
            key.length !== 1 ||
            key === " " ||
            ev.ctrlKey ||
            ev.altKey ||
            ev.metaKey ||
            ev.repeat
        ) {
            return;
        }
        browser.clearTimeout(this.timer);
        const verdict = this.verdicts.find((one) => one.key === key);
        if (verdict && !this.pressed) {
            this.pressed = key;
            this.timer = browser.setTimeout(() => this.choose(verdict), ALONE);
            return;
        }
        const box = document.querySelector(BOX);
        if (box) {
            box.value += this.pressed;
            // this key, too, goes where the focus is now
            box.focus();
        }
        this.pressed = "";
    }
}
