import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * The steps of a process as boxes in a row, from the desk that receives the dossier to the desk that hands
 * out its result: who does the step, at which agency, in which share of the time.
 */
export class ProcessDiagram extends Component {
    static template = "onestop_core.ProcessDiagram";
    static props = {
        steps: {
            type: Array,
            element: {
                type: Object,
                shape: {
                    key: [String, Number],
                    name: String,
                    role: String,
                    agency: String,
                    share: Number,
                    settles: { type: Boolean, optional: true },
                    elsewhere: { type: Boolean, optional: true }, // done at another agency than the competent one
                    onlyCase: { type: String, optional: true },
                    // on a running dossier: done | current | cancelled, empty if yet to come
                    state: { type: String, optional: true },
                    note: { type: String, optional: true },
                    // how the step went, or goes: { key, label, icon }
                    timeliness: { type: [Object, String], optional: true },
                },
            },
        },
        running: { type: Boolean, optional: true }, // drawn for a dossier, not for who plans the process
        received: { type: String, optional: true }, // when the dossier was received, and its result handed over
        returned: { type: String, optional: true },
    };

    get shareTotal() {
        return this.props.steps.reduce((total, step) => total + step.share, 0);
    }

    /** What an administrator should look at, in words. */
    get warnings() {
        const { running, steps } = this.props;
        if (running) {
            return [];
        }
        const warnings = [];
        if (steps.length && !steps.some((step) => step.settles)) {
            warnings.push(_t("No step settles the dossier: it would never reach its result."));
        }
        const inEveryCase = steps.every((step) => !step.onlyCase);
        if (steps.length && inEveryCase && this.shareTotal !== 100) {
            warnings.push(_t("The shares of time add up to %s %, not to 100 %.", this.shareTotal));
        }
        return warnings;
    }
}

/** The diagram on the form of a process: it follows the list of steps while that is edited. */
export class ProcessDiagramWidget extends Component {
    static template = "onestop_core.ProcessDiagramWidget";
    static components = { ProcessDiagram };
    static props = { ...standardWidgetProps };

    get steps() {
        return this.props.record.data.step_ids.records.map((step) => ({
            key: step.id,
            name: step.data.name || _t("New step"),
            role: step.data.role_id.display_name || "",
            agency: this.agencyOf(step),
            share: step.data.time_share,
            settles: step.data.can_approve,
            elsewhere: step.data.agency_mode === "fixed" || step.data.agency_mode === "parent",
            onlyCase: step.data.only_case || "",
        }));
    }

    agencyOf(step) {
        if (step.data.agency_mode === "fixed") {
            return step.data.agency_id.display_name || "";
        }
        const labels = Object.fromEntries(step.fields.agency_mode.selection);
        return labels[step.data.agency_mode] || "";
    }
}

export const processDiagramWidget = {
    component: ProcessDiagramWidget,
};

registry.category("view_widgets").add("onestop_process_diagram", processDiagramWidget);
