import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { assets } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { openCounter, TAG } from "@onestop_counter/loader";

const actions = registry.category("actions");
const ACTION = { type: "ir.actions.client", tag: TAG };

test("the bundle is loaded when the Counter is opened, and takes the loader's place", async () => {
    class Counter {}
    actions.add(TAG, openCounter, { force: true });
    patchWithCleanup(assets, {
        loadBundle: async (name) => {
            expect.step(name);
            actions.add(TAG, Counter, { force: true });
        },
    });
    expect(await openCounter({}, ACTION)).toBe(ACTION);
    expect.verifySteps(["onestop_counter.assets_counter"]);
    expect(actions.get(TAG)).toBe(Counter);
});

test("a bundle that breaks says so, once", async () => {
    actions.add(TAG, openCounter, { force: true });
    patchWithCleanup(assets, { loadBundle: () => Promise.resolve() });
    await expect(openCounter({}, ACTION)).rejects.toThrow(/does not define the Counter/);
});
