import {
    Component,
    onMounted,
    onWillUnmount,
    useEffect,
    useExternalListener,
    useRef,
} from "@odoo/owl";
import { useAutofocus } from "@web/core/utils/hooks";
import { hidePDFJSButtons } from "@web/core/utils/pdfjs";

const BODY_CLASS = "o_onestop_viewing";

/**
 * A scan beside the form, so that what it says can be compared with what was typed. The arrow keys go through the
 * scans of the whole dossier, Escape closes.
 */
export class PapersViewer extends Component {
    static template = "onestop_core.PapersViewer";
    static props = { files: Array, fileId: Number, show: Function, close: Function };

    setup() {
        this.root = useRef("root");
        useAutofocus({ refName: "close" });
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        useEffect(
            (iframe) =>
                iframe && hidePDFJSButtons(iframe, { hideDownload: true, hidePresentation: true }),
            () => [this.root.el.querySelector("iframe")],
        );
        onMounted(() => document.body.classList.add(BODY_CLASS));
        onWillUnmount(() => document.body.classList.remove(BODY_CLASS));
    }

    get index() {
        return this.props.files.findIndex((file) => file.id === this.props.fileId);
    }

    get file() {
        return this.props.files[this.index];
    }

    get address() {
        return `/onestop/file/${this.props.fileId}?view=1`;
    }

    get pdfAddress() {
        return `/web/static/lib/pdfjs/web/viewer.html?file=${encodeURIComponent(this.address)}#pagemode=none&zoom=page-width`;
    }

    step(offset) {
        const { length } = this.props.files;
        this.props.show(this.props.files[(this.index + offset + length) % length].id);
    }

    onKeydown(ev) {
        if (ev.target.closest?.("input, textarea, select, [contenteditable=true], .modal")) {
            return;
        }
        const actions = {
            ArrowRight: () => this.step(1),
            ArrowLeft: () => this.step(-1),
            Escape: () => this.props.close(),
        };
        if (actions[ev.key]) {
            ev.preventDefault();
            actions[ev.key]();
        }
    }
}
