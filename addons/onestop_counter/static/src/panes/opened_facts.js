import { Component, useState } from "@odoo/owl";
import { FileView } from "../components/file_view";
import { KeyButton } from "../components/key_button";
import { KEYS } from "../hooks/keys";
import { openedWays } from "../parts";
import { momentWords } from "../utils/words";

/** A dossier with which nothing is to be done here: where it is, and by when. */
export class OpenedFacts extends Component {
    static template = "onestop_counter.OpenedFacts";
    static components = { FileView, KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.moment = momentWords;
    }

    get dossier() {
        return this.counter.opened.dossier;
    }
}

openedWays.add("show", { Component: OpenedFacts });
