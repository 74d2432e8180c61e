import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component, useState } from "@odoo/owl";

// A statutory table. Every figure is a button that opens what was counted.
export class ReportTableField extends Component {
    static template = "onestop_reports.ReportTableField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.sorted = useState({ column: -1, ascending: false });
    }

    get table() {
        return this.props.record.data[this.props.name];
    }

    // The rows as they came, or by a column; the total stays the last.
    get rows() {
        const { column, ascending } = this.sorted;
        const rows = [...this.table.rows];
        if (column < 0 || this.table.columns[column]?.text !== false) {
            return rows;
        }
        const total = rows.pop();
        const value = (row) => row.cells[column].value ?? -1;
        rows.sort((one, other) => (value(one) - value(other)) * (ascending ? 1 : -1));
        return [...rows, total];
    }

    canSort(cell) {
        return cell.colspan === 1 && !this.table.columns[cell.column].text;
    }

    // the highest first, then the lowest, then as they came
    sort(column) {
        if (this.sorted.column !== column) {
            Object.assign(this.sorted, { column, ascending: false });
        } else if (!this.sorted.ascending) {
            this.sorted.ascending = true;
        } else {
            Object.assign(this.sorted, { column: -1, ascending: false });
        }
    }

    arrow(cell) {
        if (this.sorted.column !== cell.column || cell.colspan !== 1) {
            return "";
        }
        return this.sorted.ascending ? " ▲" : " ▼";
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
