import { useExternalListener, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useBus } from "@web/core/utils/hooks";
import { isTyping } from "../hooks/keys";

/**
 * Ways in which files come to a paper: chosen (a scanner's program, a folder), taken by the camera, dropped on it, or
 * pasted while it has the focus or stands open. Papers are the elements with `data-paper`, the id of the paper, in the
 * element of the ref "list"; inputs are those of the refs "chooser" and "camera".
 *
 * @param {{
 *     counter: CounterModel,
 *     attach: (paperId: number, files: File[]) => void,
 *     first: () => number|false, paper that is meant when none has the focus
 *     hasKey: () => boolean, whether the key of attaching means these papers
 * }} options
 */
export function useAttaching({ counter, attach, first, hasKey = () => true }) {
    const list = useRef("list");
    const inputs = { chooser: useRef("chooser"), camera: useRef("camera") };
    const state = useState({ dragged: false });
    let target = false;
    let pasted = 0;

    const paperAt = (element) => {
        const paper = list.el?.contains(element) && element.closest("[data-paper]");
        return paper ? Number(paper.dataset.paper) : false;
    };
    const choose = (paperId, way = "chooser") => {
        target = paperId;
        inputs[way].el.click();
    };
    const onChosen = (ev) => {
        attach(target, [...ev.target.files]);
        // so that the same file can be chosen again
        ev.target.value = "";
    };

    // a file that misses a paper would open in place of the Counter
    useExternalListener(window, "dragover", (ev) => {
        if (ev.dataTransfer?.types.includes("Files")) {
            ev.preventDefault();
            state.dragged = paperAt(ev.target);
            ev.dataTransfer.dropEffect = state.dragged ? "copy" : "none";
        }
    });
    useExternalListener(window, "dragleave", (ev) => {
        if (!ev.relatedTarget) {
            state.dragged = false;
        }
    });
    useExternalListener(window, "drop", (ev) => {
        if (ev.dataTransfer?.types.includes("Files")) {
            ev.preventDefault();
            state.dragged = false;
            const paperId = paperAt(ev.target);
            if (paperId) {
                attach(paperId, [...ev.dataTransfer.files]);
            }
        }
    });
    useExternalListener(window, "paste", (ev) => {
        const files = [...(ev.clipboardData?.files || [])];
        // office programs put a picture beside the text that they copy
        if (isTyping(ev.target) && ev.clipboardData?.types.includes("text/plain")) {
            return;
        }
        const open = list.el?.querySelector("[data-paper].o_counter_paper_open");
        const paperId = paperAt(document.activeElement) || (open && Number(open.dataset.paper));
        if (files.length && paperId) {
            ev.preventDefault();
            attach(
                paperId,
                files.map((file) => named(file, ++pasted)),
            );
        }
    });
    // by its key: at once, since browsers open the dialog only right after a key or a click
    useBus(counter.bus, "attach", () => {
        if (!hasKey()) {
            return;
        }
        const paperId = paperAt(document.activeElement) || first();
        if (paperId) {
            choose(paperId);
        } else {
            counter.say(_t("No paper is waiting for a file. Choose the paper first."));
        }
    });
    return { state, choose, onChosen };
}

/** Browsers call every picture of the clipboard the same. */
function named(file, number) {
    const [kind, extension] = file.type.split("/");
    return kind === "image"
        ? new File([file], `${_t("Pasted %s", number)}.${extension}`, { type: file.type })
        : file;
}
