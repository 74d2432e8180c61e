import { useExternalListener, useRef } from "@odoo/owl";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Moves the focus among the elements of a list with the arrow keys. From a text field before the list, the arrow
 * down leads into it, and the arrow up to its end.
 *
 * @param {string} refName of the element that holds the field and the list
 * @param {string} selector of what takes the focus
 */
export function useArrows(refName, selector) {
    const ref = useRef(refName);
    useExternalListener(window, "keydown", (ev) => {
        const step = STEPS[ev.key];
        if (
            !step ||
            !ref.el?.contains(ev.target) ||
            ev.target.matches("textarea, select, [type=number]")
        ) {
            return;
        }
        const items = [...ref.el.querySelectorAll(selector)];
        const at = items.indexOf(ev.target.closest(selector));
        const next = items.at(at < 0 ? 0 : at + step);
        if (next) {
            ev.preventDefault();
            next.focus();
        }
    });
    return ref;
}
