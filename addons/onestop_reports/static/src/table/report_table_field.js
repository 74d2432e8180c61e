import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

// A statutory table. Every figure is a button that opens what was counted.
export class ReportTableField extends Component {
    static template = "onestop_reports.ReportTableField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get table() {
        return this.props.record.data[this.props.name];
    }

    async open(method, ...args) {
        const { record } = this.props;
        // the server counts what it knows: what was chosen is saved first
        if ((record.isNew || record.dirty) && !(await record.save())) {
            return;
        }
        const action = await this.orm.call(record.resModel, method, [record.resId, ...args]);
        this.action.doAction(action);
    }

    openCell(row, cell) {
        return this.open("open_cell", row.key, cell.key);
    }

    openDifference(row, finding) {
        return this.open("open_difference", row.key, finding.identity);
    }
}

registry.category("fields").add("onestop_report_table", {
    component: ReportTableField,
    supportedTypes: ["json"],
});
