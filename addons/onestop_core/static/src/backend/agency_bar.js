import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { session } from "@web/session";
import { SwitchCompanyMenu } from "@web/webclient/switch_company_menu/switch_company_menu";

const agencies = session.onestop_agencies || [];

/** The agency where the person works, in the place where Odoo names the company. */
export class AgencyBar extends Component {
    static template = "onestop_core.AgencyBar";
    static props = {};

    get name() {
        return agencies[0];
    }

    get others() {
        return agencies.length - 1;
    }

    get title() {
        return agencies.join("\n");
    }
}

const systray = registry.category("systray");
systray.add(
    "onestop_core.AgencyBar",
    { Component: AgencyBar, isDisplayed: () => agencies.length > 0 },
    { sequence: 1 },
);
// one legal entity for all is nothing to choose, and nobody's own
systray.add(
    "SwitchCompanyMenu",
    {
        Component: SwitchCompanyMenu,
        isDisplayed: () =>
            !agencies.length ||
            Object.keys(session.user_companies?.allowed_companies || {}).length > 1,
    },
    { sequence: 1, force: true },
);
