import { Component, useEffect, useState } from "@odoo/owl";
import { detailSlots, openedSlots } from "@onestop_counter/slots";
import { newUuid } from "@onestop_counter/model/draft";
import { bagOf } from "./bag";

const dong = (amount) => `${String(amount).replace(/\B(?=(\d{3})+$)/g, ".")} đ`;

/** With a draft whose result goes out by post: what the citizen pays, beside the highest price of the law, and by when. */
export class PostalQuote extends Component {
    static template = "onestop_postal_counter.PostalQuote";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.dong = dong;
        this.state = useState({ quote: null });
        useEffect(
            () => {
                this.ask(false);
            },
            () => [this.counter.place.agency_id],
        );
    }

    async ask(areaId) {
        const { agency_id } = this.counter.place;
        this.state.quote = await this.counter.ask("postal_quote", [agency_id, areaId]);
    }
}

detailSlots.add("postal_quote", {
    Component: PostalQuote,
    isShown: (counter) => counter.draft.result_channel === "post",
});

/** With an opened dossier: where its papers are that came or go by post, and the way onto the slip of the day. */
export class PostalCard extends Component {
    static template = "onestop_postal_counter.PostalCard";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.bag = useState(bagOf(this.props.counter));
        this.state = useState({ words: "", wrong: false });
        // the press that has no answer yet: sent again under the same name, it counts once
        this.press = newUuid();
    }

    get postal() {
        return this.counter.opened.dossier.postal;
    }

    async put() {
        await this.bag.load();
        const { id } = this.counter.opened.dossier;
        const args = [id, this.bag.officeId, this.press];
        const answer = await this.counter.ask("bag_put", args, { loud: true });
        if (answer) {
            this.state.words = answer.message;
            this.state.wrong = answer.status !== "added" && answer.status !== "again";
            this.press = newUuid();
        }
    }
}

openedSlots.add("postal", {
    Component: PostalCard,
    isShown: (counter) => Boolean(counter.opened.dossier?.postal),
});
