import { onMounted, onWillUnmount } from "@odoo/owl";

/** The keys of the Counter, one meaning each on every pane. They are shown on the buttons and in the help. */
export const KEYS = {
    help: "F1",
    procedure: "F3",
    rechoose: "Shift+F3",
    person: "F4",
    check: "F6",
    supplement: "F7",
    refuse: "F8",
    main: "F9",
    sameDay: "F10",
    inbox: "Alt+I",
    allPapers: "Alt+A",
    attach: "Alt+K",
    submitter: "Alt+U",
    fresh: "Alt+N",
    undo: "Alt+Z",
    print: "Ctrl+P",
    back: "Esc",
};

/** @param {KeyboardEvent} ev */
function nameOf(ev) {
    const key = ev.key === "Escape" ? "Esc" : ev.key.length === 1 ? ev.key.toUpperCase() : ev.key;
    // with Alt held, some keyboards give another letter than the one on the key
    const plain = ev.altKey && ev.code.startsWith("Key") ? ev.code.slice(3) : key;
    const shift = ev.shiftKey && /^F\d+$/.test(ev.key);
    return `${shift ? "Shift+" : ""}${ev.ctrlKey || ev.metaKey ? "Ctrl+" : ""}${ev.altKey ? "Alt+" : ""}${plain}`;
}

/** Whether keys and what is pasted go into a text. */
export function isTyping(target) {
    return target.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select");
}

/** Whether "?" is a letter here: in texts, but not in a box where nothing stands yet, for no person is called so. */
function takesQuestionMark(target) {
    return (
        target.matches?.("[type=text], [type=email], [type=tel], textarea") &&
        (target.value !== "" ||
            !target.matches(".o_counter_catch, .o_counter_find_input, .o_counter_search"))
    );
}

/**
 * Listens to the keys of the Counter wherever the focus is, except under a dialog.
 *
 * @param {Object<string, () => void>} handlers by name of the key, see `KEYS`
 * @param {() => boolean} isActive
 */
export function useKeys(handlers, isActive) {
    const onKeydown = (ev) => {
        if (!ev.key || ev.isComposing || !isActive()) {
            return;
        }
        const name = ev.key === "?" && !takesQuestionMark(ev.target) ? KEYS.help : nameOf(ev);
        const handler = handlers[name];
        if (handler) {
            ev.preventDefault();
            ev.stopPropagation();
            if (!ev.repeat) {
                handler();
            }
        }
    };
    onMounted(() => window.addEventListener("keydown", onKeydown, { capture: true }));
    onWillUnmount(() => window.removeEventListener("keydown", onKeydown, { capture: true }));
}
