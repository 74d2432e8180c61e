import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What became of each dossier of a batch, those that failed first: `{ id, name, done, message }`. */
export class BatchResultsField extends Component {
    static template = "onestop_core.BatchResultsField";
    static props = { ...standardFieldProps };

    get results() {
        const results = this.props.record.data[this.props.name] || [];
        return [...results.filter((one) => !one.done), ...results.filter((one) => one.done)];
    }

    get summary() {
        const done = this.results.filter((one) => one.done).length;
        return _t("%(done)s of %(all)s done", { done, all: this.results.length });
    }
}

registry.category("fields").add("onestop_batch_results", {
    component: BatchResultsField,
    displayName: _t("Results of a batch"),
    supportedTypes: ["json"],
});
