import { registry } from "@web/core/registry";
import { inputFiles } from "@web/../tests/utils";

const ROW = ".o_onestop_papers_row:contains(Giấy tờ 1)";
const INPUT = ".o_onestop_papers_row:first-child input[type=file]";

async function picture(name) {
    const canvas = document.createElement("canvas");
    canvas.width = 300;
    canvas.height = 400;
    canvas.getContext("2d").fillRect(20, 20, 200, 60);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    return new File([blob], name, { type: "image/png" });
}

// A scan is added, looked at beside the form, and superseded; one that is no scan is refused in words.

registry.category("web_tour.tours").add("onestop_dossier_papers", {
    steps: () => [
        {
            trigger: `${ROW} .o_onestop_papers_add`,
            run: async () =>
                inputFiles(INPUT, [await picture("Trang 1.png"), await picture("Trang 2.png")]),
        },
        {
            content: "a text under the name of a picture",
            trigger: `${ROW} .o_onestop_papers_file`,
            run: () => inputFiles(INPUT, [new File(["text"], "giả.png", { type: "image/png" })]),
        },
        { trigger: `${ROW} .o_onestop_papers_refused:contains(giả.png)` },
        { trigger: `${ROW} .o_onestop_papers_refused .btn-close`, run: "click" },
        { trigger: `${ROW} .o_onestop_papers_open`, run: "click" },
        { trigger: ".o_onestop_viewer img" },
        { trigger: ".o_onestop_viewer_close", run: "click" },
        {
            trigger: `body:not(:has(.o_onestop_viewer)) ${ROW} .o_onestop_papers_remove`,
            run: "click",
        },
        { trigger: ".modal input[id=onestop_remove_reason]", run: "edit Chụp mờ" },
        { trigger: ".modal .btn-primary:enabled", run: "click" },
        { trigger: `body:not(:has(.modal)) ${ROW}:not(:has(.o_onestop_papers_file))` },
    ],
});
