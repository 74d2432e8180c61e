import { Component, useEffect, useRef } from "@odoo/owl";
import { hidePDFJSButtons } from "@web/core/utils/pdfjs";

/** The scan of a paper, beside the list of papers: stored (by its `id`), or still in the browser (by its `url`). */
export class FileView extends Component {
    static template = "onestop_counter.FileView";
    static props = { file: [Object, { value: null }] };

    setup() {
        const root = useRef("root");
        useEffect(
            (iframe) => iframe && hidePDFJSButtons(iframe, { hidePresentation: true }),
            () => [root.el.querySelector("iframe")],
        );
    }

    get address() {
        const { id, url } = this.props.file;
        return url || `/onestop/file/${id}?view=1`;
    }

    get pdfAddress() {
        const file = encodeURIComponent(this.address);
        return `/web/static/lib/pdfjs/web/viewer.html?file=${file}#pagemode=none&zoom=page-width`;
    }
}
