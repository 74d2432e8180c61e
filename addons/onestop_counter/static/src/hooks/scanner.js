import { onMounted, onWillUnmount } from "@odoo/owl";
import { useBus, useService } from "@web/core/utils/hooks";
import { isScan, looksScanned, scanAtEnd } from "../utils/scan";

// between two keys of a scanner that types; people need longer
const GAP = 60;
// from this many quick keys on, it is a scanner and no person
const BURST = 4;
// the same text from the barcode service and from the keys is one scan
const ECHO = 400;
// what stands in the hidden field for so long was no scan
const STALE = 1000;

const TEXT_FIELD = "input:not([type=checkbox]):not([type=radio]), textarea";

/**
 * Calls `onScan` with what a scanner read, whatever has the focus.
 *
 * Odoo's barcode service leaves out fields, in which a scanner's keys end up as text. And it hears keys only, while
 * scanners enter Vietnamese letters in ways that are no keys (Alt codes). So scans are read from fields: the one
 * that has the focus, which gets its text back, or else a hidden one that takes over after the first keys. How quickly
 * it came tells a scan; where that fails (pauses, a keyboard method that names no keys), a card or an address at the end
 * of the field is known by what it is.
 *
 * @param {{ el: HTMLInputElement }} hidden ref of the hidden field
 * @param {(text: string) => void} onScan
 * @param {() => boolean} isActive
 */
export function useScanner(hidden, onScan, isActive) {
    let last = 0;
    let count = 0;
    let typed = "";
    let target = null;
    let before = "";
    let heard = { text: "", at: 0 };

    const deliver = (text) => {
        const now = performance.now();
        if (!isActive() || (text === heard.text && now - heard.at < ECHO)) {
            return;
        }
        heard = { text, at: now };
        onScan(text);
    };

    const begin = (element) => {
        count = 0;
        typed = "";
        target = element;
        before = element.value ?? "";
    };

    /** What has come since the burst began. */
    const readBurst = () => {
        if (target === hidden.el) {
            return hidden.el.value;
        }
        const { value } = target;
        // the cursor stood at the end, or everything was selected
        return value.startsWith(before) ? value.slice(before.length) : value;
    };

    /** Undo what the scanner's keys did to the field, or to the choice. */
    const restore = (element, value) => {
        if ("value" in element && element.value !== value) {
            element.value = value;
            element.dispatchEvent(new Event("input", { bubbles: true }));
            element.dispatchEvent(new Event("change", { bubbles: true }));
        }
    };

    const onEnd = (ev, quick) => {
        const field = ev.target.matches(TEXT_FIELD) ? ev.target : null;
        const burst = field && field === target && quick && count >= BURST ? readBurst() : "";
        count = 0;
        if (!field) {
            return;
        }
        const read = isScan(burst) ? null : scanAtEnd(field.value);
        if (!read && !isScan(burst) && !looksScanned(burst)) {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        if (field === hidden.el) {
            hidden.el.value = "";
            hidden.el.blur();
        } else {
            restore(field, read ? read.before : before);
        }
        deliver(read ? read.scan : burst);
    };

    const onKeydown = (ev) => {
        if (!ev.key || !isActive() || !ev.target.matches) {
            return;
        }
        // when the key came, not when a busy page got round to it
        const now = ev.timeStamp;
        const quick = now - last < GAP;
        if (ev.key === "Enter" || ev.key === "Tab") {
            onEnd(ev, quick);
            return;
        }
        if (ev.key.length !== 1 || ev.ctrlKey || ev.metaKey) {
            return;
        }
        if (!quick || !count || ev.target !== target) {
            if (ev.target === hidden.el && now - last > STALE) {
                hidden.el.value = "";
            }
            begin(ev.target);
        }
        last = now;
        count++;
        typed += ev.key;
        if (count === BURST && !target.matches(TEXT_FIELD)) {
            restore(target, before);
            // this key, too, goes where the focus is now
            before = "";
            hidden.el.value = typed.slice(0, -1);
            hidden.el.focus();
            target = hidden.el;
        }
    };

    // letters that come without a key are part of the burst
    const onInput = (ev) => {
        if (ev.timeStamp - last < GAP) {
            last = ev.timeStamp;
        }
    };

    const barcode = useService("barcode");
    useBus(barcode.bus, "barcode_scanned", (ev) => {
        if (isScan(ev.detail.barcode) || looksScanned(ev.detail.barcode)) {
            deliver(ev.detail.barcode);
        }
    });
    onMounted(() => {
        window.addEventListener("keydown", onKeydown, { capture: true });
        window.addEventListener("input", onInput, { capture: true });
    });
    onWillUnmount(() => {
        window.removeEventListener("keydown", onKeydown, { capture: true });
        window.removeEventListener("input", onInput, { capture: true });
    });
}
