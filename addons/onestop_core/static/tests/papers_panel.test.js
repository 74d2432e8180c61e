import { beforeEach, describe, expect, test } from "@odoo/hoot";
import {
    manuallyDispatchProgrammaticEvent,
    press,
    queryAllAttributes,
    queryAllTexts,
    queryFirst,
    setInputFiles,
    waitFor,
} from "@odoo/hoot-dom";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");

class Paper extends models.Model {
    _name = "onestop.dossier.document";
    name = fields.Char();
}

class Dossier extends models.Model {
    _name = "onestop.dossier";
    name = fields.Char();
    state = fields.Selection({ selection: [["draft", "Draft"]] });
    document_ids = fields.One2many({ relation: "onestop.dossier.document" });
    _records = [{ id: 5, name: "D", state: "draft" }];
}

defineMailModels();
defineModels([Paper, Dossier]);

function file(id, changes = {}) {
    return {
        id,
        name: `${id}.png`,
        mimetype: "image/png",
        size: 1000,
        pages: 1,
        viewable: true,
        servable: true,
        digitised: "1",
        digitised_label: "Digitised",
        reused_from: "",
        user: "Hà",
        added_at: "2026-11-23 02:00:00",
        scan_state: "not_scanned",
        scan_label: "Not Scanned",
        marks: [],
        signatures: [],
        ...changes,
    };
}

let data, sent, answers;
beforeEach(() => {
    data = {
        received: true,
        may_add: true,
        may_add_result: true,
        may_reuse: true,
        may_sign: false,
        documents: [
            {
                id: 1,
                name: "Tờ khai",
                handed_in: true,
                required: true,
                digitised: "1",
                files: [file(11), file(12, { mimetype: "image/jpeg" })],
                superseded: [],
            },
            {
                id: 2,
                name: "Giấy chứng sinh",
                handed_in: true,
                required: true,
                digitised: "0",
                files: [],
                superseded: [],
            },
        ],
        results: [file(21)],
        results_superseded: [],
    };
    sent = [];
    answers = [];
    onRpc("onestop.dossier", "papers_data", () => data);
    mockService("file_upload", {
        async upload(route, [one], { buildFormData }) {
            const form = new FormData();
            buildFormData(form);
            sent.push([route, one.name, form.get("dossier_id"), form.get("document_id")]);
            const [status, message] = answers.shift() || [200];
            const xhr = new EventTarget();
            Object.assign(xhr, {
                upload: new EventTarget(),
                status,
                responseText: JSON.stringify({ message }),
            });
            Promise.resolve().then(() => setTimeout(() => xhr.dispatchEvent(new Event("loadend"))));
            return { xhr };
        },
    });
});

async function mountPanel(resId = 5) {
    await mountView({
        type: "form",
        resModel: "onestop.dossier",
        resId: resId || undefined,
        arch: `<form><field name="state" invisible="1"/><field name="document_ids" invisible="1"><list><field name="name"/></list></field><widget name="onestop_papers"/></form>`,
    });
}

const page = (name, size = 10) =>
    new File([new Uint8Array(size)], name, { type: "application/pdf" });

test("each paper has its files and its place to drop, the result comes last", async () => {
    await mountPanel();
    expect(queryAllTexts(".o_onestop_papers_name")).toEqual([
        "Tờ khai",
        "Giấy chứng sinh",
        "Result",
    ]);
    expect(queryAllAttributes(".o_onestop_papers_file", "data-file")).toEqual(["11", "12", "21"]);
    expect(".o_onestop_papers_add").toHaveCount(3);
    expect(".o_onestop_papers_reuse").toHaveCount(2);
    expect(".o_onestop_papers_zip").toHaveAttribute("href", "/onestop/dossier/5/papers.zip");
});

test("who may not add sees the files only; before reception there is no result and no export", async () => {
    Object.assign(data, { may_add: false, may_add_result: false, received: false });
    await mountPanel();
    expect(
        ".o_onestop_papers_add, .o_onestop_papers_remove, .o_onestop_papers_reuse, .o_onestop_papers_zip",
    ).toHaveCount(0);
    expect(queryAllTexts(".o_onestop_papers_name")).toEqual(["Tờ khai", "Giấy chứng sinh"]);
});

test("a dossier that is not saved yet says what to do", async () => {
    await mountPanel(false);
    expect(".o_onestop_papers").toHaveText(/Save the dossier/);
});

test("several files are sent one after the other; a refusal stands at its paper until it is dismissed", async () => {
    answers = [[200], [422, "The file is damaged."]];
    await mountPanel();
    await contains(".o_onestop_papers_row[data-key='2'] input", { visible: false }).click();
    await setInputFiles([page("1.pdf"), page("2.pdf")]);
    await waitFor(".o_onestop_papers_refused");
    expect(sent).toEqual([
        ["/onestop/file/upload", "1.pdf", "5", "2"],
        ["/onestop/file/upload", "2.pdf", "5", "2"],
    ]);
    expect(".o_onestop_papers_refused").toHaveText(/2.pdf: The file is damaged./);
    await contains(".o_onestop_papers_refused .btn-close").click();
    expect(".o_onestop_papers_refused").toHaveCount(0);
});

test("what is dropped goes to the paper it is dropped on", async () => {
    await mountPanel();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(page("tha.pdf"));
    const row = queryFirst(".o_onestop_papers_row[data-key=result]");
    await manuallyDispatchProgrammaticEvent(row, "dragover", { dataTransfer });
    await animationFrame();
    expect(row).toHaveClass("o_onestop_dragged");
    await manuallyDispatchProgrammaticEvent(row, "drop", { dataTransfer });
    await animationFrame();
    expect(row).not.toHaveClass("o_onestop_dragged");
    expect(sent).toEqual([["/onestop/file/upload", "tha.pdf", "5", ""]]);
});

test("what is pasted goes to the paper under the pointer, and nowhere else", async () => {
    await mountPanel();
    const clipboardData = new DataTransfer();
    clipboardData.items.add(page("dan.png"));
    await manuallyDispatchProgrammaticEvent(window, "paste", { clipboardData });
    await contains(".o_onestop_papers_row[data-key='1'] .o_onestop_papers_name").hover();
    await manuallyDispatchProgrammaticEvent(window, "paste", { clipboardData });
    await animationFrame();
    expect(sent).toEqual([["/onestop/file/upload", "dan.png", "5", "1"]]);
});

test("a file of 50 MB is refused before it is sent", async () => {
    await mountPanel();
    await contains(".o_onestop_papers_row[data-key='1'] input", { visible: false }).click();
    await setInputFiles([page("lon.pdf", 50 * 1024 * 1024)]);
    await animationFrame();
    expect(".o_onestop_papers_refused").toHaveText(/smaller than 50 MB/);
    expect(sent).toEqual([]);
});

test("the viewer goes through the scans of all papers by the arrow keys", async () => {
    await mountPanel();
    await contains(".o_onestop_papers_file[data-file='12'] .o_onestop_papers_open").click();
    expect(".o_onestop_viewer img").toHaveCount(1);
    expect(".o_onestop_viewer").toHaveAttribute("data-file", "12");
    expect(document.body).toHaveClass("o_onestop_viewing");
    const seen = [];
    for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"]) {
        await press(key);
        await animationFrame();
        seen.push(queryFirst(".o_onestop_viewer").dataset.file);
    }
    expect(seen).toEqual(["21", "11", "21", "12"]);
    await press("Escape");
    await animationFrame();
    expect(".o_onestop_viewer").toHaveCount(0);
    expect(document.body).not.toHaveClass("o_onestop_viewing");
});

test("a file in quarantine is shown as such and not opened", async () => {
    data.documents[0].files = [
        file(13, {
            viewable: false,
            servable: false,
            scan_state: "infected",
            scan_label: "Infected",
        }),
    ];
    await mountPanel();
    await contains(".o_onestop_papers_open:first").click();
    expect(".o_onestop_viewer").toHaveCount(0);
    expect(".o_onestop_papers_file:first").toHaveText(/Infected/);
    expect(".o_onestop_papers_file:first a").toHaveCount(0);
});

test("a file is removed with a reason only", async () => {
    const removed = new Deferred();
    onRpc("onestop.dossier.file", "remove_file", ({ args }) => {
        removed.resolve(args);
        return true;
    });
    await mountPanel();
    await contains(".o_onestop_papers_file[data-file='11'] .o_onestop_papers_remove").click();
    expect(".modal .btn-primary").not.toBeEnabled();
    await contains(".modal input").edit("Chụp mờ", { confirm: false });
    await contains(".modal .btn-primary").click();
    expect(await removed).toEqual([[11], "Chụp mờ"]);
});

test("superseded versions lie folded under their paper, with who took their place, when and why", async () => {
    data.documents[0].superseded = [
        file(9, {
            name: "cu.png",
            superseded_at: "2026-11-23 03:00:00",
            superseded_by: "Hà",
            superseded_reason: "Chụp mờ",
        }),
    ];
    await mountPanel();
    expect(".o_onestop_papers_superseded").toHaveCount(1);
    expect(".o_onestop_papers_superseded").not.toHaveAttribute("open");
    await contains(".o_onestop_papers_superseded summary").click();
    expect(".o_onestop_papers_superseded li").toHaveText(
        /cu.png\s*, superseded by Hà, 11\/23\/2026.*: Chụp mờ/,
    );
    expect(".o_onestop_papers_superseded a[title=Download]").toHaveAttribute(
        "href",
        "/onestop/file/9",
    );
    expect(".o_onestop_papers_file[data-file='9']").toHaveCount(0);
});

test("an earlier file is chosen from the dialog", async () => {
    onRpc("onestop.dossier", "reusable_files", () => [
        {
            ...file(31),
            name: "Giấy phép.pdf",
            kind: "result",
            paper: "",
            dossier: "H25-1",
            procedure: "Cấp phép",
        },
    ]);
    onRpc("onestop.dossier", "reuse_file", ({ args }) => {
        expect.step(args);
        return 1;
    });
    await mountPanel();
    await contains(".o_onestop_papers_row[data-key='2'] .o_onestop_papers_reuse").click();
    expect(".modal .o_onestop_reuse").toHaveText(/Result\s*Giấy phép.pdf/);
    await contains(".modal .o_onestop_reuse .btn-primary").click();
    await animationFrame();
    expect.verifySteps([[[5], 31, 2]]);
    expect(".modal").toHaveCount(0);
});

test("a result in PDF is signed by who may, once", async () => {
    data.may_sign = true;
    data.results = [file(21, { mimetype: "application/pdf" })];
    onRpc("onestop.dossier.file", "sign_result", ({ args }) => {
        data.results = [
            file(22, {
                mimetype: "application/pdf",
                signatures: [
                    {
                        signer: "UBND",
                        holds: true,
                        changed: false,
                        trusted: true,
                        words: "Signed by UBND.",
                    },
                ],
            }),
        ];
        expect.step(args);
        return 22;
    });
    await mountPanel();
    expect(".o_onestop_papers_sign").toHaveCount(1);
    await contains(".o_onestop_papers_sign").click();
    await animationFrame();
    expect.verifySteps([[[21]]]);
    expect(".o_onestop_papers_sign").toHaveCount(0);
    expect(".o_onestop_papers_seal").toHaveClass("text-success");
});
