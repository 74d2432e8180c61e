import { onWillUnmount } from "@odoo/owl";
import { registry } from "@web/core/registry";
import {
    ProgressBarField,
    progressBarField,
} from "@web/views/fields/progress_bar/progress_bar_field";

const INTERVAL = 1000; // milliseconds

/** How far an import has come; reads the record again until it has been applied or has failed. */
export class CatalogueProgressField extends ProgressBarField {
    setup() {
        super.setup();
        this.schedule();
        onWillUnmount(() => clearTimeout(this.timer));
    }

    schedule() {
        this.timer = setTimeout(async () => {
            const { record } = this.props;
            if (record.data.state === "applying") {
                await record.load();
            }
            this.schedule();
        }, INTERVAL);
    }
}

registry.category("fields").add("onestop_catalogue_progress", {
    ...progressBarField,
    component: CatalogueProgressField,
    fieldDependencies: [{ name: "state", type: "selection" }],
});
