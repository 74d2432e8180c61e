import { registry } from "@web/core/registry";

// What other modules bring to the work of the Counter; where they show it: see slots.js.

/**
 * Parts of the draft. An entry has, each if it needs it:
 *
 * - `create()`: its fields in an empty draft, with their values; plain data, as the browser keeps it
 * - `isEmpty(draft)`: whether nothing of it would be a loss
 * - `toPayload(draft)`: what of it the server is sent with the reception
 * - `findBlocker(counter)`: what is in the way of receiving, `{ text, pane }` with the pane where it is put right, or null
 */
export const draftParts = registry.category("onestop_counter_draft_parts");

/**
 * Parts of an opened dossier. An entry has, each if it needs it:
 *
 * - `create(dossier)`: what the clerk will say of it, with the values to start with; `dossier` is what the server sent
 * - `findBlocker(counter, action)`: why the action cannot be taken yet, in words, or an empty text
 * - `toParams(dossier, action)`: what the server is sent with the action
 */
export const openedParts = registry.category("onestop_counter_opened_parts");

/**
 * What an opened dossier calls for, by the `pane` that the server names. An entry is `{ Component, action, label }`:
 * the component of the pane, the name of the action that F9 takes, and a function that gives its words; the latter two
 * are left out where there is only something to look at. `run(opened)` is for an action that needs more than its name.
 */
export const openedWays = registry.category("onestop_counter_opened_ways");

/** What each part of a registry gives by `method`, merged. */
export function gather(parts, method, ...args) {
    return Object.assign({}, ...parts.getAll().map((part) => part[method]?.(...args)));
}

/** The first answer that says something. */
export function firstOf(parts, method, ...args) {
    for (const part of parts.getAll()) {
        const answer = part[method]?.(...args);
        if (answer) {
            return answer;
        }
    }
    return null;
}
