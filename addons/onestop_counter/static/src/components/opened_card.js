import { Component, useState } from "@odoo/owl";
import { AttachButton } from "./attach_button";
import { useAttaching } from "../utils/attaching";
import { acceptOf } from "../utils/files";
import { birthWords, channelLabels, momentWords } from "../utils/words";

/** An opened dossier, where the draft stands otherwise. */
export class OpenedCard extends Component {
    static template = "onestop_counter.OpenedCard";
    static components = { AttachButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.moment = momentWords;
        this.birth = birthWords;
        this.channels = channelLabels();
        this.attaching = useAttaching({
            counter: this.counter,
            attach: (id, files) => this.attach(id, files),
            first: () => this.firstToAttach,
        });
    }

    get dossier() {
        return this.counter.opened.dossier;
    }

    get accept() {
        return acceptOf(this.counter.files.rules);
    }

    /** Where papers are taken in, their scans are too. */
    get mayAttach() {
        return this.dossier.may_attach && ["inbox", "supplement"].includes(this.dossier.pane);
    }

    get firstToAttach() {
        const bare = this.dossier.papers.find((paper) => !paper.files.length);
        return this.mayAttach && bare ? bare.id : false;
    }

    attach(id, files) {
        if (this.mayAttach) {
            const paper = this.dossier.papers.find((one) => one.id === id);
            this.counter.files.attachToOpened(paper, files);
        }
    }

    /** Papers are ticked where the dossier is received or goes on; elsewhere they are only listed. */
    get mayTick() {
        return this.counter.opened.mainAction === "receive";
    }
}
