import { registry } from "@web/core/registry";

// Where other modules put something on the screen of the Counter; without any entry the screen is whole. They add to
// the bundle `onestop_counter.assets_counter` by their manifest. What they bring to the work itself: see parts.js.
//
// Every entry is `{ Component, isShown?: (counter) => boolean }`, and the component gets `counter`, the CounterModel.

/** In the bar at the top: the ticket that is being served, the drawer. */
export const headerSlots = registry.category("onestop_counter_header");

/** On the left, at the end of the draft: delivery, the sum to pay. */
export const dossierSlots = registry.category("onestop_counter_dossier");

/** On the left, at the end of a dossier that was opened. */
export const openedSlots = registry.category("onestop_counter_opened");

/** At the end of the details of the draft. */
export const detailSlots = registry.category("onestop_counter_detail");

/** At the end of the form by which a result is handed over. */
export const returnSlots = registry.category("onestop_counter_return");

/** In the card that shows what was done; `counter.done` says what. */
export const doneSlots = registry.category("onestop_counter_done");

/**
 * Panes on the right. An entry also has `key` (of the keyboard, see hooks/keys.js, or an empty text) and `label`
 * (a function that gives its name); it is shown while `counter.pane` is its name in the registry. One with `takesScans`
 * hears what is scanned meanwhile as the event "scanned" of `counter.bus`, instead of the one box.
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
