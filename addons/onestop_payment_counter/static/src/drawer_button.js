import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { headerSlots } from "@onestop_counter/slots";
import { feesOf } from "./fees";

/** In the bar at the top: whether the drawer is open, and where. */
export class DrawerButton extends Component {
    static template = "onestop_payment_counter.DrawerButton";
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.fees = useState(feesOf(this.props.counter));
        this.action = useService("action");
        onWillStart(() => this.fees.updateDrawer());
    }

    /** A drawer of another counter that is still open: it is never shadowed by a second one. */
    get isElsewhere() {
        const { drawer } = this.fees;
        return drawer.id && drawer.counter_id !== this.counter.place.counter_id;
    }

    /** What the button tells, and does. */
    get words() {
        const { drawer } = this.fees;
        if (!drawer.id) {
            return _t("Open the drawer");
        }
        if (this.isElsewhere) {
            return _t("Drawer open at %s: count it", drawer.counter);
        }
        return drawer.state === "counted" ? _t("Close the drawer") : _t("Drawer open: count it");
    }

    async press() {
        const { counter_id } = this.counter.place;
        const action = await this.counter.ask("drawer_action", [counter_id || false], {
            loud: true,
        });
        if (action) {
            await this.action.doAction(action, { onClose: () => this.fees.updateDrawer() });
        }
    }
}

headerSlots.add("drawer", { Component: DrawerButton });
