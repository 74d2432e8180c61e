import { after, expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

const { Settings } = luxon;

test("moments are read and shown in the zone of the account, not of the computer", async () => {
    const zone = registry.category("services").get("onestop_zone");
    const before = Settings.defaultZone;
    after(() => (Settings.defaultZone = before));
    const seen = (tz) => {
        Settings.defaultZone = "UTC";
        patchWithCleanup(user, {
            get tz() {
                return tz;
            },
        });
        zone.start();
        return Settings.defaultZone.name;
    };
    expect(seen("nowhere")).toBe("UTC");
    expect(seen("Asia/Tokyo")).toBe("Asia/Tokyo");
});
