import { beforeEach, describe, expect, test } from "@odoo/hoot";
import {
    click,
    manuallyDispatchProgrammaticEvent,
    press,
    queryAllTexts,
    queryFirst,
    setInputFiles,
    waitFor,
} from "@odoo/hoot-dom";
import { advanceTime, animationFrame, mockUserAgent } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { Counter } from "@onestop_counter/app/counter";
import { FileStore } from "@onestop_counter/services/file_store";
import { answerCounter, CARD, OPENED, stageCounter } from "./counter_fixtures";

describe.current.tags("desktop");
defineMailModels();

const RECEIVED = {
    id: 31,
    code: "H99.11-261123-0001",
    due_at: "2026-11-26 02:00:00",
    documents: { 101: 41, 102: 42, 103: 43 },
};

/** What the server was sent, and what it answers to each: a status, and an object. */
let sent, answers;

beforeEach(() => {
    stageCounter();
    // the browser's database outlives a test
    patchWithCleanup(FileStore.prototype, { attempt: () => Promise.resolve(true) });
    sent = [];
    answers = [];
    onRpc(
        "/onestop/file/upload",
        async (request) => {
            const form = await request.formData();
            const file = form.get("ufile");
            const place = ["dossier_id", "document_id", "client_uuid"].map((name) =>
                form.get(name),
            );
            sent.push([...place, file.name]);
            const [status, answer] = answers.shift() || [
                200,
                { file: { id: 70 + sent.length, name: file.name, viewable: true } },
            ];
            return new Response(typeof answer === "string" ? answer : JSON.stringify(answer), {
                status,
            });
        },
        { pure: true },
    );
});

const picture = (name = "to-khai.png", size = 10) =>
    new File([new Uint8Array(size)], name, { type: "image/png" });

async function open() {
    const component = await mountWithCleanup(Counter, {
        props: { action: {}, actionId: 1, className: "" },
    });
    await animationFrame();
    return component.counter;
}

async function key(name) {
    await press(name);
    await animationFrame();
    await animationFrame();
}

async function scan(text) {
    getService("barcode").bus.trigger("barcode_scanned", { barcode: text });
    await animationFrame();
    await animationFrame();
}

/** Enter a person and a birth. */
async function enterBirth() {
    await scan(CARD);
    await contains(".o_counter_search").edit("khai sinh", { confirm: false });
    await key("Enter");
}

async function drop(selector, ...files) {
    const dataTransfer = new DataTransfer();
    files.forEach((file) => dataTransfer.items.add(file));
    const element = queryFirst(selector);
    await manuallyDispatchProgrammaticEvent(element, "dragover", { dataTransfer });
    await manuallyDispatchProgrammaticEvent(element, "drop", { dataTransfer });
    await animationFrame();
}

async function paste(...files) {
    const clipboardData = new DataTransfer();
    files.forEach((file) => clipboardData.items.add(file));
    await manuallyDispatchProgrammaticEvent(window, "paste", { clipboardData });
    await animationFrame();
}

/** The answers of the uploads come in, each in its own time. */
async function settle() {
    for (let turn = 0; turn < 10; turn++) {
        await advanceTime(20);
        await animationFrame();
    }
}

const attached = () => queryAllTexts(".o_counter_file_name");

describe("attaching to a draft", () => {
    test("a dropped file ticks its paper and stands beside the list", async () => {
        answerCounter();
        const counter = await open();
        await enterBirth();
        await drop("[data-paper='102']", picture("giay-chung-sinh.png", 2048));
        expect("[data-paper='102'] .o_counter_paper_tick").toBeChecked();
        expect("[data-paper='101'] .o_counter_paper_tick").not.toBeChecked();
        expect("[data-paper='102'] .o_counter_file_list").toHaveText(/giay-chung-sinh.png\s*2 kB/);
        expect("[data-paper='102'] .o_counter_attach").toHaveText(/^1/);
        expect(".o_counter_preview h2").toHaveText("Giấy chứng sinh");
        expect(".o_counter_preview img").toHaveAttribute("alt", "giay-chung-sinh.png");
        const { url } = counter.files.shown;
        expect(url).toMatch(/^blob:/);
        patchWithCleanup(URL, { revokeObjectURL: (one) => expect.step(one) });
        await key("Escape");
        expect(".o_counter_preview").toHaveCount(0);
        expect(".o_counter_check_pane").toHaveCount(1);
        expect.verifySteps([url]);
    });

    test("Alt+K chooses files for the paper that has the focus", async () => {
        answerCounter();
        await open();
        await enterBirth();
        await key("ArrowDown");
        expect("[data-paper='102'] .o_counter_paper_tick").toBeFocused();
        await key(["alt", "k"]);
        await setInputFiles([picture("1.png"), picture("2.png")]);
        await animationFrame();
        expect(attached()).toEqual(["1.png", "2.png"]);
        expect("[data-paper='102'] .o_counter_paper_tick").toBeFocused();
        expect(".o_counter_preview .o_counter_muted:first").toHaveText("2/2");
        await contains(".o_counter_next_file").click();
        expect(".o_counter_preview img").toHaveAttribute("alt", "1.png");
    });

    test("a picture is pasted to the paper that has the focus or stands open, and nowhere else", async () => {
        answerCounter();
        await open();
        await paste(picture("image.png"));
        await enterBirth();
        await paste(picture("image.png"));
        expect("[data-paper='101'] .o_counter_file_name").toHaveText("Pasted 1.png");
        await contains("[data-paper='103'] .o_counter_paper_more").click();
        await contains(".o_counter_result_channel").focus();
        await paste(picture("image.png"));
        expect("[data-paper='103'] .o_counter_file_name").toHaveText("Pasted 2.png");
    });

    test("a text is pasted as a text, whatever picture comes with it", async () => {
        answerCounter();
        await open();
        await enterBirth();
        await contains("[data-paper='101'] .o_counter_paper_more").click();
        const clipboardData = new DataTransfer();
        clipboardData.items.add(picture("image.png"));
        clipboardData.setData("text/plain", "bản mờ");
        const remark = queryFirst(".o_counter_paper_detail input[type=text]");
        await manuallyDispatchProgrammaticEvent(remark, "paste", { clipboardData });
        await animationFrame();
        expect(attached()).toEqual([]);
    });

    test("a phone or tablet offers its camera", async () => {
        mockUserAgent("android");
        answerCounter();
        await open();
        await enterBirth();
        await contains("[data-paper='101'] .o_counter_paper_more").click();
        await contains(".o_counter_camera").click();
        await setInputFiles([picture("anh.png")]);
        await animationFrame();
        expect("[data-paper='101'] .o_counter_file_name").toHaveText("anh.png");
    });

    test("what the server would refuse is said at once", async () => {
        answerCounter();
        await open();
        await enterBirth();
        await drop(
            "[data-paper='101']",
            picture("rong.png", 0),
            new File(["MZ"], "a.exe"),
            picture("tot.png"),
        );
        expect(".o_counter_message").toHaveText(/rong.png: The file is empty/);
        expect(".o_counter_message").toHaveText(/a.exe: Files of this kind are not accepted/);
        expect(attached()).toEqual(["tot.png"]);
    });

    test("a removed file comes back by one press", async () => {
        answerCounter();
        const counter = await open();
        await enterBirth();
        await drop("[data-paper='101']", picture());
        await contains(".o_counter_file_remove").click();
        expect(attached()).toEqual([]);
        expect(".o_counter_preview").toHaveCount(0);
        expect(counter.files.contents.held.size).toBe(0);
        await contains(".o_counter_file_undo").click();
        expect(attached()).toEqual(["to-khai.png"]);
        expect(counter.files.contents.held.size).toBe(1);
    });

    test("the banner says if the browser does not keep files", async () => {
        patchWithCleanup(FileStore.prototype, { attempt: () => Promise.resolve(false) });
        answerCounter();
        await open();
        await enterBirth();
        expect(".o_counter_offline").toHaveCount(0);
        await drop("[data-paper='101']", picture());
        await waitFor(".o_counter_offline:contains(does not keep attached files)");
    });

    test("files whose paper went away wait for another", async () => {
        const calls = answerCounter({ receive: RECEIVED });
        const counter = await open();
        await enterBirth();
        await drop("[data-paper='101']", picture());
        counter.choice.takeProcedure(13);
        await animationFrame();
        expect(".o_counter_loose").toHaveText(/to-khai.png/);
        await contains("[data-paper='121'] .o_counter_paper_tick").click();
        await key("F9");
        expect(".o_counter_message").toHaveText(/which paper these files belong/);
        expect(calls.filter(([method]) => method === "receive")).toEqual([]);
        await contains(".o_counter_move").select("121");
        expect(".o_counter_loose").toHaveCount(0);
        expect("[data-paper='121'] .o_counter_file_name").toHaveText("to-khai.png");
    });

    test("what was cancelled is forgotten", async () => {
        answerCounter();
        const counter = await open();
        await enterBirth();
        await drop("[data-paper='101']", picture());
        await key(["alt", "n"]);
        expect(counter.files.contents.held.size).toBe(0);
        expect(counter.draft.files).toEqual([]);
    });
});

describe("on their way", () => {
    test("after the reception the files go to their papers, and the clerk goes on", async () => {
        const calls = answerCounter({ receive: RECEIVED });
        const counter = await open();
        await enterBirth();
        await drop("[data-paper='101']", picture("1.png"), picture("2.png"));
        await drop("[data-paper='102']", picture("3.png"));
        const uuids = counter.draft.files.map((file) => file.uuid);
        await key("F9");
        expect(calls.find(([method]) => method === "receive")[1][0].files).toEqual(uuids);
        expect(".o_counter_find_input").toBeFocused();
        await settle();
        expect(sent).toEqual([
            ["31", "41", uuids[0], "1.png"],
            ["31", "41", uuids[1], "2.png"],
            ["31", "42", uuids[2], "3.png"],
        ]);
        expect(".o_counter_saved").toHaveText(/3$/);
        expect(counter.store.keys(counter.store.own)).toEqual([]);
    });

    test("a refused file stands with its dossier until another is chosen", async () => {
        answers = [[422, { message: "The file is damaged." }]];
        answerCounter({ receive: RECEIVED });
        await open();
        await enterBirth();
        await contains(".o_counter_paper_tick:eq(1)").click();
        await drop("[data-paper='101']", picture("hong.png"));
        await key("F9");
        await settle();
        expect(".o_counter_done_code").toHaveText(RECEIVED.code);
        expect(".o_counter_refused").toHaveText(/H99.11-261123-0001 · hong.png/);
        expect(".o_counter_refusal").toHaveText("The file is damaged.");
        await click(".o_counter_replace");
        await setInputFiles([picture("moi.png")]);
        await settle();
        expect(sent.map(([, document, , name]) => [document, name])).toEqual([
            ["41", "hong.png"],
            ["41", "moi.png"],
        ]);
        expect(sent[0][2]).toBe(sent[1][2]);
        expect(".o_counter_refused").toHaveCount(0);
        expect(".o_counter_find_input").toBeFocused();
    });

    test("a lost line: the banner says how many wait, and they go on by themselves", async () => {
        answers = [[502, {}]];
        answerCounter({ not_complete: { ...RECEIVED, code: false, letter_id: 5 } });
        const counter = await open();
        await enterBirth();
        await drop("[data-paper='101']", picture());
        await key("F7");
        await key("F9");
        await settle();
        expect(".o_counter_offline").toHaveText(/Files that wait to be sent: 1/);
        expect(".o_counter_uploading").toHaveText(/Files that wait to be sent: 1/);
        counter.line.recovered();
        await settle();
        expect(sent.map(([, document]) => document)).toEqual(["41", "41"]);
        expect(".o_counter_uploading").toHaveCount(0);
        expect(".o_counter_offline").toHaveCount(0);
    });

    test("after the session has ended they wait, and the clerk is told", async () => {
        answers = [[200, "<html>Sign in</html>"]];
        answerCounter({ receive: RECEIVED });
        const counter = await open();
        await enterBirth();
        await contains(".o_counter_paper_tick:eq(1)").click();
        await drop("[data-paper='101']", picture());
        await key("F9");
        await settle();
        expect(".o_counter_message").toHaveText(/session has ended/);
        expect(".o_counter_uploading").toHaveText(/Files that wait to be sent: 1/);
        expect(counter.store.keys(counter.store.own)).toHaveLength(1);
    });

    test("what the server could not do now is sent again by one press", async () => {
        answers = [[500, "<html>Error</html>"]];
        answerCounter({ receive: RECEIVED });
        await open();
        await enterBirth();
        await contains(".o_counter_paper_tick:eq(1)").click();
        await drop("[data-paper='101']", picture());
        await key("F9");
        await settle();
        expect(".o_counter_refusal").toHaveText(/could not do this now/);
        await contains(".o_counter_again").click();
        await settle();
        expect(sent[1]).toEqual(sent[0]);
        expect(".o_counter_refused").toHaveCount(0);
    });

    test("they go on after a reload", async () => {
        answers = [[502, {}]];
        answerCounter({ receive: RECEIVED });
        const first = await open();
        await enterBirth();
        await contains(".o_counter_paper_tick:eq(1)").click();
        await drop("[data-paper='101']", picture());
        await key("F9");
        await settle();
        const { held } = first.files.contents;
        first.stop();
        patchWithCleanup(FileStore.prototype, {
            read: (owner, uuid) => Promise.resolve(held.get(uuid)),
        });
        const second = await open();
        await settle();
        expect(sent[1]).toEqual(sent[0]);
        expect(second.store.keys(second.store.own)).toEqual([]);
    });

    test("online: a scan of a paper is stored while the dossier is open", async () => {
        const online = {
            ...OPENED,
            pane: "inbox",
            actions: ["receive"],
            papers: OPENED.papers.map((paper) => ({ ...paper, handed_in: false, files: [] })),
        };
        answerCounter({ open_code: online });
        await open();
        await scan(OPENED.code);
        await drop("[data-paper='42']", picture("bo-sung.png"));
        await settle();
        expect(sent.map(([dossier, document]) => [dossier, document])).toEqual([["31", "42"]]);
        expect("[data-paper='42'] .o_counter_paper_tick").toBeChecked();
        expect(".o_counter_file img").toHaveAttribute("alt", "bo-sung.png");
    });
});
