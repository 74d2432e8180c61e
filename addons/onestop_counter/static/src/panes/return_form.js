import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useBus } from "@web/core/utils/hooks";
import { AttachButton } from "../components/attach_button";
import { openedWays } from "../parts";
import { returnSlots, shown } from "../slots";
import { acceptOf } from "../utils/files";

/** Handing the result over: who takes it, what goes back, what is still owed. */
export class ReturnForm extends Component {
    static template = "onestop_counter.ReturnForm";
    static components = { AttachButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.chooser = useRef("chooser");
        useBus(this.counter.bus, "attach", () => this.choose());
    }

    get dossier() {
        return this.counter.opened.dossier;
    }

    get accept() {
        return acceptOf(this.counter.files.rules);
    }

    /** Who may stand at the desk. */
    get recipients() {
        const { person, submitter } = this.dossier;
        return [
            { kind: "applicant", label: person.applicant_name },
            ...(submitter ? [{ kind: "submitter", label: submitter }] : []),
            { kind: "other", label: _t("Somebody else") },
        ];
    }

    get authorityLabel() {
        return _t("Authority paper");
    }

    choose() {
        if (this.counter.opened.needsAuthority) {
            this.chooser.el.click();
        } else {
            this.counter.say(_t("The applicant needs no authority paper."));
        }
    }

    onChosen(ev) {
        const files = [...ev.target.files];
        // so that the same file can be chosen again
        ev.target.value = "";
        return this.counter.opened.attachAuthority(files);
    }

    get slots() {
        return shown(returnSlots, this.counter);
    }
}

openedWays.add("return", {
    Component: ReturnForm,
    action: "return_result",
    label: () => _t("Hand over"),
    run: (opened) => opened.returnResult(),
});
