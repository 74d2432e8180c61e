import { loadBundle } from "@web/core/assets";
import { registry } from "@web/core/registry";

const actions = registry.category("actions");
export const TAG = "onestop_counter.counter";

/**
 * Stands for the Counter until somebody opens it: the back office of all others does not carry its scripts.
 * The bundle puts the Counter itself in this place, and the action is done again with it.
 */
export async function openCounter(env, action) {
    await loadBundle("onestop_counter.assets_counter");
    if (actions.get(TAG) === openCounter) {
        // a script of the bundle broke: without this, the action would come back here for ever
        throw new Error("The bundle of the Counter does not define the Counter.");
    }
    return action;
}

actions.add(TAG, openCounter);
