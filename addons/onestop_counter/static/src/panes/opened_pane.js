import { Component, useEffect, useState } from "@odoo/owl";
import { FileView } from "../components/file_view";
import { KeyButton } from "../components/key_button";
import { ReturnForm } from "./return_form";
import { useArrows } from "../hooks/arrows";
import { KEYS } from "../hooks/keys";
import { momentWords } from "../utils/words";

/** What an opened dossier calls for: handing over, accepting, going on, or only looking. */
export class OpenedPane extends Component {
    static template = "onestop_counter.OpenedPane";
    static components = { FileView, KeyButton, ReturnForm };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.moment = momentWords;
        const root = useArrows("root", "input[type=checkbox]");
        useEffect(
            () => root.el.querySelector("input, button")?.focus(),
            () => [this.counter.focus.pane],
        );
    }

    get dossier() {
        return this.counter.opened.dossier;
    }
}
