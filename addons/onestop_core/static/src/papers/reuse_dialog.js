import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { deserializeDateTime, formatDate } from "@web/core/l10n/dates";
import { useService } from "@web/core/utils/hooks";

/** Results and papers of the same person's earlier dossiers, to be taken over without asking for them again. */
export class ReuseDialog extends Component {
    static template = "onestop_core.ReuseDialog";
    static components = { Dialog };
    static props = { dossierId: Number, paper: String, choose: Function, close: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ files: [], busy: false });
        onWillStart(async () => {
            this.state.files = await this.orm.call("onestop.dossier", "reusable_files", [
                [this.props.dossierId],
            ]);
        });
    }

    day(file) {
        return formatDate(deserializeDateTime(file.added_at));
    }

    async onChosen(file) {
        this.state.busy = true;
        try {
            await this.props.choose(file.id);
        } finally {
            this.state.busy = false;
        }
        this.props.close();
    }
}
