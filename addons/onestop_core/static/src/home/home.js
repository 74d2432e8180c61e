import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { formatMoment } from "../backend/moment";
import { DUE_ICONS } from "../dossier/remaining_field";

const MODEL = "onestop.dossier";

/**
 * The first page of the back office: what waits for the person who looks at it, by role. The server says
 * what to show (`home_data`); each figure opens the list of exactly the dossiers that it counts.
 */
export class Home extends Component {
    static template = "onestop_core.Home";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.display = { controlPanel: {} };
        this.userName = user.name;
        this.state = useState({ posts: [], may_enter: false, sections: [] });
        this.lookUpInput = useRef("lookUp");
        const barcode = useService("barcode");
        useBus(barcode.bus, "barcode_scanned", (ev) => this.lookUp(ev.detail.barcode));
        onWillStart(() => this.load());
    }

    async load() {
        Object.assign(this.state, await this.orm.call(MODEL, "home_data", []));
    }

    formatDue(row) {
        return row.due_at ? formatMoment(deserializeDateTime(row.due_at)) : "";
    }

    dueIcon(row) {
        return DUE_ICONS[row.due_state] || "";
    }

    openList(name, domain, resModel = MODEL) {
        const types = resModel === MODEL ? ["list", "kanban", "form"] : ["list", "form"];
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: resModel,
            domain,
            views: types.map((type) => [false, type]),
            context: { create: false },
        });
    }

    openCell(table, row, index) {
        return this.openList(`${row.label} – ${table.columns[index + 1]}`, row.cells[index].domain);
    }

    openDossier(resId = false) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: resId,
            views: [[false, "form"]],
        });
    }

    onLookUp() {
        return this.lookUp(this.lookUpInput.el.value);
    }

    /** @param {string} text a code as typed, or whatever a scanner read from a slip */
    async lookUp(text) {
        if (!text.trim()) {
            return;
        }
        const ids = await this.orm.call(MODEL, "home_look_up", [text]);
        if (ids.length === 1) {
            return this.openDossier(ids[0]);
        }
        if (ids.length) {
            return this.openList(text, [["id", "in", ids]]);
        }
        this.notification.add(_t("No dossier with the code %s in your sight.", text), {
            type: "warning",
        });
        this.lookUpInput.el.select();
    }
}

registry.category("actions").add("onestop_core.home", Home);
