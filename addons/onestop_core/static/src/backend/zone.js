import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

const { IANAZone, Settings } = luxon;

/**
 * The web client reads and shows moments in the zone of the computer. A due date is the agency's, however the
 * computer at the counter is set, so they are read and shown in the zone of the user's account instead, the same
 * that the server counts "today" in.
 */
registry.category("services").add("onestop_zone", {
    start() {
        if (IANAZone.isValidZone(user.tz)) {
            Settings.defaultZone = user.tz;
        }
    },
});
