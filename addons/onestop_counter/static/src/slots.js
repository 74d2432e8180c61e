import { registry } from "@web/core/registry";

// What later modules add to the Counter. Every entry is `{ Component, isShown?: (counter) => boolean }` and the
// component gets `counter`, the CounterModel; without any entry the screen is whole.

/** In the bar at the top: the ticket that is being served, the drawer. */
export const headerSlots = registry.category("onestop_counter_header");

/** At the end of the dossier on the left: delivery, the sum to pay. */
export const dossierSlots = registry.category("onestop_counter_dossier");

/**
 * Panes on the right. An entry also has `key` (of the keyboard, see utils/keys.js, or an empty text) and `label`
 * (a function that gives its name); it is shown while `counter.pane` is its name in the registry.
 */
export const paneSlots = registry.category("onestop_counter_panes");

/** In the detail of each paper of the draft. The component also gets `line`, the paper in the draft, and `paper`. */
export const paperToolSlots = registry.category("onestop_counter_paper_tools");

/** Entries of a slot to show now, in their order. */
export function shown(slots, counter) {
    return slots
        .getEntries()
        .map(([name, entry]) => ({ name, ...entry }))
        .filter((entry) => !entry.isShown || entry.isShown(counter));
}
