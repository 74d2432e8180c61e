import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { ProcessDiagram } from "./process_diagram";

const ICONS = { early: "fa-check", on_time: "fa-check", late: "fa-exclamation-circle" };

/** The process on a dossier: the present step is marked, each step says who had it, since when, and how it went. */
export class DossierProgressField extends Component {
    static template = "onestop_core.DossierProgressField";
    static components = { ProcessDiagram };
    static props = { ...standardFieldProps };

    get progress() {
        return this.props.record.data[this.props.name];
    }

    get steps() {
        const { steps } = this.progress;
        const severalAgencies = new Set(steps.map((step) => step.agency)).size > 1;
        return steps.map((step) => ({
            key: step.key,
            name: step.name,
            role: step.person || step.role,
            agency: severalAgencies ? step.agency : "",
            share: 0,
            settles: step.settles,
            elsewhere: step.elsewhere,
            state: step.state,
            note: this.noteOf(step),
            timeliness: step.timeliness && {
                key: step.timeliness,
                label: step.timeliness_label,
                icon: ICONS[step.timeliness],
            },
        }));
    }

    noteOf(step) {
        if (step.state === "current") {
            const since = step.due
                ? _t("Since %(taken)s, due %(due)s", step)
                : _t("Since %(taken)s", step);
            return step.person ? since : `${_t("Not taken yet")}. ${since}`;
        }
        if (step.state === "done") {
            return _t("Done %(done)s", step);
        }
        return step.state === "cancelled" ? _t("Broken off %(done)s", step) : "";
    }
}

registry.category("fields").add("onestop_dossier_progress", {
    component: DossierProgressField,
    displayName: _t("Progress of a dossier"),
    supportedTypes: ["json"],
});
