import { checkIdentityService } from "@auth_timeout/services/check_identity/check_identity";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

// between two questions whether the line is back
const AGAIN = 3_000;

/**
 * Odoo's cover over a screen that nobody touches, where the line may be down: the password cannot be confirmed then, and a
 * desk goes on receiving. So the screen is covered as soon as the line is back.
 */
const service = {
    ...checkIdentityService,
    start(env, { bus_service, dialog, presence }) {
        let up = browser.navigator.onLine;
        const say = (stands) => () => {
            up = stands;
        };
        bus_service.addEventListener("BUS:CONNECT", say(true));
        bus_service.addEventListener("BUS:RECONNECT", say(true));
        bus_service.addEventListener("BUS:DISCONNECT", say(false));
        const patient = {
            bus: presence.bus,
            getInactivityPeriod: () => (up ? presence.getInactivityPeriod() : 0),
        };
        const started = checkIdentityService.start(env, {
            bus_service,
            dialog,
            presence: patient,
        });
        const ask = started.getInitData;
        started.getInitData = async () => {
            for (;;) {
                try {
                    return await ask();
                } catch (error) {
                    if (!(error instanceof ConnectionLostError)) {
                        throw error;
                    }
                    await new Promise((resolve) => browser.setTimeout(resolve, AGAIN));
                }
            }
        };
        return started;
    },
};

registry.category("services").add("check_identity", service, { force: true });
