import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { headerSlots, openedSlots } from "@onestop_counter/slots";

/** In the bar at the top: what a citizen has prepared at home is opened by its code, in a tab of its own. */
export class PreparedFiling extends Component {
    static template = "onestop_portal_counter.PreparedFiling";
    static props = { counter: Object };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ open: false, code: "", wrong: "" });
    }

    toggle() {
        this.state.open = !this.state.open;
        this.state.wrong = "";
    }

    async find() {
        this.state.wrong = "";
        try {
            const path = await this.orm.call("onestop.dossier", "open_prepared_filing", [
                this.state.code,
            ]);
            window.open(path, "_blank", "noopener");
            this.state.open = false;
            this.state.code = "";
        } catch (error) {
            this.state.wrong = error.data?.message || error.message;
        }
    }
}

/** With an opened dossier: an account for the applicant, who is present. */
export class CitizenAccount extends Component {
    static template = "onestop_portal_counter.CitizenAccount";
    static props = { counter: Object };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ words: "", wrong: false, busy: false });
    }

    async open() {
        this.state.busy = true;
        try {
            this.state.words = await this.orm.call("onestop.dossier", "open_citizen_account", [
                [this.props.counter.opened.dossier.id],
            ]);
            this.state.wrong = false;
        } catch (error) {
            this.state.words = error.data?.message || _t("The line is down. Try again.");
            this.state.wrong = true;
        }
        this.state.busy = false;
    }
}

headerSlots.add("portal_prepared", { Component: PreparedFiling });
openedSlots.add("portal_account", {
    Component: CitizenAccount,
    isShown: (counter) => counter.opened?.dossier?.id,
});
