// a scanner types faster than a person, and ends with Enter
const GAP = 60;
const SHORTEST = 8;

/** Calls back with what a scanner read, wherever the focus is; what a person types goes where it belongs. */
export function listenToScanner(onScan) {
    let text = "";
    let last = 0;
    window.addEventListener(
        "keydown",
        (event) => {
            const now = performance.now();
            if (now - last > GAP) {
                text = "";
            }
            last = now;
            if (event.key === "Enter" && text.length >= SHORTEST) {
                event.preventDefault();
                event.stopPropagation();
                const scanned = text;
                text = "";
                onScan(scanned);
            } else if (event.key.length === 1) {
                text += event.key;
            }
        },
        { capture: true },
    );
}
