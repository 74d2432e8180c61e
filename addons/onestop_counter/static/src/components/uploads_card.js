import { Component, useRef, useState } from "@odoo/owl";
import { acceptOf } from "../utils/files";

/** Files on their way to the dossiers that were received, and those that the server did not take. */
export class UploadsCard extends Component {
    static template = "onestop_counter.UploadsCard";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.chooser = useRef("chooser");
        this.replaced = null;
    }

    get uploads() {
        return this.counter.files.uploads;
    }

    get accept() {
        return acceptOf(this.counter.files.rules);
    }

    /** How many files of the dossier shown as done were stored. */
    get saved() {
        const { saved, pending } = this.uploads;
        const { done } = this.counter;
        return !pending.length && done && done.id === saved.dossier_id ? saved.count : 0;
    }

    choose(refused) {
        this.replaced = refused;
        this.chooser.el.click();
    }

    onChosen(ev) {
        const [file] = ev.target.files;
        ev.target.value = "";
        this.counter.files.replace(this.replaced, file);
        this.goOn();
    }

    again(refused) {
        this.uploads.again(refused);
        this.goOn();
    }

    dismiss(refused) {
        this.uploads.dismiss(refused);
        this.goOn();
    }

    /** The pressed button is gone: the focus returns to the pane. */
    goOn() {
        this.counter.focus.pane++;
    }
}
