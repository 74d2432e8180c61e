import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryOne, queryText } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mountWithCleanup,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { Counter } from "@onestop_counter/app/counter";
import { composeSupplement } from "@onestop_counter/panes/supplement_pane";
import { LineLost, Refused } from "@onestop_counter/services/line";
import {
    answerCounter,
    CARD,
    CATALOGUE,
    LOADED,
    OPENED,
    PREVIEW,
    stageCounter,
} from "./counter_fixtures";

describe.current.tags("desktop");
defineMailModels();

const RECEIVED = {
    id: 31,
    documents: {},
    code: "H99.11-261123-0001",
    due_at: "2026-11-26 02:00:00",
    replayed: false,
};

let printed;
beforeEach(() => {
    printed = [];
    stageCounter((action, options) => {
        printed.push([action, options.additionalContext?.active_id]);
        return Promise.resolve();
    });
});

async function open() {
    const component = await mountWithCleanup(Counter, {
        props: { action: {}, actionId: 1, className: "" },
    });
    await animationFrame();
    return component.counter;
}

async function scan(text) {
    getService("barcode").bus.trigger("barcode_scanned", { barcode: text });
    await animationFrame();
    await animationFrame();
}

async function key(name) {
    await press(name);
    await animationFrame();
    await animationFrame();
}

/** Enter a person and a complete birth. */
async function enterBirth() {
    await scan(CARD);
    await contains(".o_counter_search").edit("khai snh", { confirm: false });
    await key("Enter");
    await key(["alt", "a"]);
}

describe("entering", () => {
    test("starts at the one box, with the counter's place and what waits online", async () => {
        answerCounter();
        await open();
        expect(".o_counter_find_input").toBeFocused();
        expect(".o_counter_place").toHaveText(/Quầy 1 · Xã Một/);
        expect(".o_counter_badge").toHaveText("2");
    });

    test("another counter is chosen, kept by the computer, and the due date found anew", async () => {
        const agencies = [
            ...LOADED.agencies,
            {
                id: 6,
                name: "Xã Hai",
                counters: [8, 9].map((id) => ({ id, name: `Quầy ${id}`, number: id })),
            },
        ];
        const calls = answerCounter({
            open_counter: { ...LOADED, agencies },
            receive: RECEIVED,
        });
        await open();
        await enterBirth();
        await contains(".o_counter_place").select("6/9");
        expect(calls.at(-1)).toEqual(["preview", [11, 6, "direct", false], {}]);
        expect(JSON.parse(browser.localStorage.getItem("onestop_counter_place"))).toEqual({
            agency_id: 6,
            counter_id: 9,
        });
        await key("F9");
        const [{ agency_id, counter_id }] = calls.at(-1)[1];
        expect([agency_id, counter_id]).toEqual([6, 9]);
    });

    test("a scanned card fills the person, and what is known of the person is added", async () => {
        const known = {
            applicant_kind: "person",
            applicant_identity: "035190001234",
            applicant_name: "Nguyễn Thị Thử",
            applicant_phone: "0912000001",
            applicant_address: "Nhà cũ",
        };
        const dossiers = [
            { id: 3, code: "H99.11-261101-0009", procedure: "Khai tử", state: "ready" },
        ];
        const calls = answerCounter({ find_person: [{ person: known, dossiers }] });
        await open();
        await scan(CARD);
        expect(calls.at(-1)).toEqual(["find_person", ["035190001234"], {}]);
        // the card is newer than what is kept, but it knows no phone
        expect(".o_counter_applicant").toHaveText(/Nguyễn Thị Thử/);
        expect(".o_counter_applicant").toHaveText(/0912000001/);
        expect(".o_counter_applicant").toHaveText(/Khả Phong/);
        expect(".o_counter_search").toBeFocused();
        expect(".o_counter_last").toHaveText(/H99.11-261101-0009/);
    });

    test("several people with one phone: who is it?", async () => {
        const people = ["An", "Bình"].map((name) => ({
            person: { applicant_name: name, applicant_phone: "0912000001" },
            dossiers: [],
        }));
        answerCounter({ find_person: people });
        await open();
        await contains(".o_counter_find_input").edit("0912 000 001", { confirm: false });
        await key("Enter");
        expect(".o_counter_known:first").toBeFocused();
        await key("ArrowDown");
        await key("Enter");
        expect(".o_counter_applicant .o_counter_name").toHaveText("Bình");
    });

    test("what is known of a person comes late and disturbs nobody", async () => {
        const late = new Deferred();
        answerCounter({ find_person: () => late });
        await open();
        await scan(CARD);
        await contains(".o_counter_search").edit("giam", { confirm: false });
        late.resolve([{ person: { applicant_phone: "0912000001" }, dossiers: [] }]);
        await animationFrame();
        await animationFrame();
        expect(".o_counter_applicant").toHaveText(/0912000001/);
        expect(".o_counter_applicant").toHaveText(/Nguyễn Thị Thử/);
        const search = queryOne(".o_counter_search");
        expect([search.selectionStart, search.selectionEnd]).toEqual([4, 4]);
    });

    test("a name begins a new person, an unreadable scan is told apart", async () => {
        answerCounter();
        await open();
        await contains(".o_counter_find_input").edit("DN4111234567890", { confirm: false });
        await key("Enter");
        expect(".o_counter_message").toHaveText(/health insurance card/);
        await contains(".o_counter_find_input").edit("Trần Văn Mới", { confirm: false });
        await key("Enter");
        expect(".o_counter_applicant .o_counter_name").toHaveText("Trần Văn Mới");
        expect(".o_counter_message").toHaveCount(0);
    });

    test("a doubtful number is pointed out and does not stop anybody", async () => {
        answerCounter();
        await open();
        await scan(CARD.replace("|Nữ|", "|Nam|"));
        expect(".o_counter_doubt:first").toHaveText(/another sex/);
    });

    test("somebody comes in the applicant's stead", async () => {
        const calls = answerCounter({ receive: RECEIVED });
        await open();
        await enterBirth();
        await key(["alt", "u"]);
        expect("[name=submitter_name]").toBeFocused();
        await scan("011202001234||Lò Văn Ánh|05062002|Nam|Điện Biên|10052021");
        await contains("[name=submitter_authority]").edit("GUQ 12/2026", { confirm: false });
        await key("F9");
        const [payload] = calls.at(-1)[1];
        expect(payload.applicant_name).toBe("Nguyễn Thị Thử");
        expect([
            payload.submitter_name,
            payload.submitter_identity,
            payload.submitter_authority,
        ]).toEqual(["Lò Văn Ánh", "011202001234", "GUQ 12/2026"]);
    });

    test("procedures: most used first, by sector, by what is typed", async () => {
        answerCounter();
        await open();
        await key("F3");
        const names = () => queryAllTexts(".o_counter_procedure_tile .o_counter_name");
        expect(names()).toEqual(["Đăng ký khai sinh"]);
        await contains(".o_counter_chip:contains(Chứng thực)").click();
        expect(names()).toEqual(["Chứng thực bản sao"]);
        await contains(".o_counter_chip:contains(All)").click();
        await contains(".o_counter_search").edit("giam ho", { confirm: false });
        expect(names()).toEqual(["Đăng ký giám hộ"]);
        await contains(".o_counter_search").edit("xyzxyz", { confirm: false });
        expect(".o_counter_nothing").toHaveText(/No procedure answers/);
    });

    test("a case brings its papers, the due date and why", async () => {
        const calls = answerCounter();
        await open();
        await scan(CARD);
        await contains(".o_counter_search").edit("giam ho", { confirm: false });
        await key("Enter");
        expect(".o_counter_case:first").toBeFocused();
        await key("Enter");
        expect(calls.at(-1)).toEqual(["preview", [12, 5, "direct", 201], {}]);
        expect(queryAllTexts(".o_counter_paper_name").map((text) => text.split("\n")[0])).toEqual([
            "Tờ khai",
            "Văn bản cử",
        ]);
        expect(".o_counter_due_at").toHaveText(/26\/2026|11\/26|26\/11/);
        expect(".o_counter_ledger tbody tr").toHaveCount(1);
        expect(".o_counter_paper_tick:first").toBeFocused();
    });

    test("a case is chosen, or “none of these” where the law has a limit for it", async () => {
        const calls = answerCounter({ receive: RECEIVED });
        const counter = await open();
        await scan(CARD);
        await contains(".o_counter_search").edit("giam ho", { confirm: false });
        await key("Enter");
        expect(calls.filter(([method]) => method === "preview")).toEqual([]);
        expect(".o_counter_due").toHaveText(/Choose the case/);
        await contains(".o_counter_all_papers").click();
        await key("F9");
        expect(".o_counter_message").toHaveText(/Choose the case first/);
        expect(calls.filter(([method]) => method === "receive")).toEqual([]);
        expect(".o_counter_no_case").toHaveCount(0);
        await contains(".o_counter_channel").select("online");
        await contains(".o_counter_no_case").click();
        expect(counter.draft.case_none).toBe(true);
        await contains(".o_counter_channel").select("direct");
        expect(counter.draft.case_none).toBe(false);
        await contains(".o_counter_channel").select("online");
        await contains(".o_counter_no_case").click();
        await key("F9");
        const [payload] = calls.find(([method]) => method === "receive")[1];
        expect([payload.case_id, payload.case_none]).toEqual([false, true]);
    });

    test("a wrong choice of an opened dossier is put right, and its slip printed again", async () => {
        const opened = {
            ...OPENED,
            pane: "show",
            state: "received",
            actions: ["forward", "rechoose"],
        };
        const calls = answerCounter({
            open_code: opened,
            act: { id: 31, code: opened.code, state: "received", due_at: PREVIEW.due_at },
        });
        await open();
        await key(["shift", "F3"]);
        expect(".o_counter_message").toHaveText(/Open the dossier first/);
        await scan(opened.code);
        await key(["shift", "F3"]);
        expect(".o_counter_rechoose_pane .o_counter_search").toBeFocused();
        await contains(".o_counter_search").edit("giam ho", { confirm: false });
        await key("Enter");
        expect(".o_counter_chosen").toHaveText("Đăng ký giám hộ");
        await key("F9");
        expect(".o_counter_message").toHaveText(/Choose the case first/);
        await contains(".o_counter_case:first").click();
        // the application form of the same name is there already
        expect(queryAllTexts(".o_counter_rechoose_pane .o_counter_there")).toEqual(["Tờ khai"]);
        await key("F9");
        const [method, args, kwargs] = calls.find(([name]) => name === "act");
        expect([method, args]).toEqual(["act", [31, "rechoose", 4]]);
        expect(kwargs).toEqual({
            reason: null,
            procedure_id: 12,
            case_id: 201,
            case_none: false,
            channel: "direct",
            component_ids: [111],
        });
        expect(".o_counter_done").toHaveText(/Corrected/);
        expect(printed.at(-1)).toEqual(["onestop_core.action_report_receipt_slip", 31]);
    });

    test("post asks for an address, and offers the applicant's", async () => {
        answerCounter();
        await open();
        await enterBirth();
        await contains(".o_counter_result_channel").select("post");
        await key("F9");
        expect(".o_counter_message").toHaveText(/address to which/);
        await contains(".o_counter_use_address").click();
        expect(".o_counter_result_address").toHaveValue("Xóm 3, xã Khả Phong");
    });
});

describe("receiving", () => {
    test("one call, the slip, and the next person", async () => {
        const calls = answerCounter({ receive: RECEIVED });
        const counter = await open();
        await enterBirth();
        const { uuid } = counter.draft;
        await key("F9");
        const [method, [payload]] = calls.at(-1);
        expect(method).toBe("receive");
        expect(payload.client_uuid).toBe(uuid);
        expect(payload.documents.map((line) => [line.component_id, line.handed_in])).toEqual([
            [101, true],
            [102, true],
            [103, false],
        ]);
        expect(".o_counter_done_code").toHaveText("H99.11-261123-0001");
        expect(printed).toEqual([["onestop_core.action_report_receipt_slip", 31]]);
        expect(".o_counter_find_input").toBeFocused();
        expect(counter.draft.uuid).not.toBe(uuid);
        await key(["control", "p"]);
        expect(printed).toHaveLength(2);
        await scan(CARD.replace("Thử", "Hai"));
        expect(".o_counter_done").toHaveCount(0);
    });

    test("the size of the slip belongs to the computer", async () => {
        answerCounter({ receive: RECEIVED });
        await open();
        await contains(".o_counter_paper_size").select("roll");
        await enterBirth();
        await key("F9");
        expect(printed[0][0]).toBe("onestop_core.action_report_receipt_slip_roll");
        expect(browser.localStorage.getItem("onestop_counter_paper")).toBe("roll");
    });

    test("a slip that does not come out is said, and printed again", async () => {
        answerCounter({ receive: RECEIVED });
        await open();
        await enterBirth();
        const print = getService("action").doAction;
        getService("action").doAction = () => Promise.reject(new Error("No paper."));
        await key("F9");
        expect(".o_counter_done_code").toHaveText("H99.11-261123-0001");
        expect(".o_counter_message").toHaveText(/Not printed: No paper\. Print again/);
        const fault = { name: "builtins.TypeError", message: "quote_from_bytes() expected bytes" };
        getService("action").doAction = () =>
            Promise.reject(Object.assign(new Error("Odoo Server Error"), { data: fault }));
        await contains(".o_counter_print").click();
        expect(".o_counter_message").toHaveText(
            /The server could not make the document\. Print again/,
        );
        getService("action").doAction = print;
        await contains(".o_counter_print").click();
        expect(printed).toEqual([["onestop_core.action_report_receipt_slip", 31]]);
    });

    test("what is in the way is said, and nothing is sent", async () => {
        const calls = answerCounter();
        await open();
        await key("F9");
        expect(".o_counter_message").toHaveText(/name of the applicant/);
        await scan(CARD);
        await key("F9");
        expect(".o_counter_message").toHaveText(/Choose the procedure/);
        await contains(".o_counter_search").edit("khai sinh", { confirm: false });
        await key("Enter");
        await key(" ");
        await key("F9");
        expect(".o_counter_message").toHaveText(/Missing: Giấy chứng sinh\./);
        expect(".o_counter_paper_tick:eq(1)").toBeFocused();
        expect(calls.filter(([method]) => method === "receive")).toEqual([]);
    });

    test("counts and a remark of a paper", async () => {
        const calls = answerCounter({ receive: RECEIVED });
        await open();
        await enterBirth();
        await key("Enter");
        await contains(".o_counter_paper_detail input[type=number]:eq(2)").edit("2");
        await contains(".o_counter_paper_detail input[type=text]").edit("bản mờ");
        await key("F9");
        const [payload] = calls.at(-1)[1];
        expect(payload.documents.find((line) => line.copies === 2).note).toBe("bản mờ");
    });

    test("the same day: received, decided and handed over at once, without a slip", async () => {
        const calls = answerCounter({ receive: { ...RECEIVED, state: "returned" } });
        await open();
        await scan(CARD);
        await contains(".o_counter_search").edit("chung thuc", { confirm: false });
        await key("Enter");
        await key(" ");
        await contains(".o_counter_result_number").edit("15/CT", { confirm: false });
        await key("F10");
        expect(calls.at(-1)[2]).toEqual({ decide: true });
        expect(calls.at(-1)[1][0].result_number).toBe("15/CT");
        expect(".o_counter_done_heading").toHaveText(/handed over/);
        expect(printed).toEqual([]);
    });

    test("the same day, decided by somebody else: no such button, and why", async () => {
        const why = "Not possible in one pass: the step “Ký” is done by: Lãnh đạo, Xã Một.";
        const calls = answerCounter({ preview: { ...PREVIEW, same_day_refusal: why } });
        await open();
        await scan(CARD);
        await contains(".o_counter_search").edit("chung thuc", { confirm: false });
        await key("Enter");
        expect(".o_counter_same_day").toHaveCount(0);
        expect(".o_counter_result_number").toHaveCount(0);
        expect(".o_counter_same_day_refusal").toHaveText(why);
        await key("F10");
        expect(".o_counter_message").toHaveText(why);
        expect(calls.filter(([method]) => method === "receive")).toEqual([]);
    });

    test("a refusal of the server leaves everything as it was", async () => {
        answerCounter();
        const counter = await open();
        await enterBirth();
        counter.line.call = () => Promise.reject(new Refused("Xã Một receives no dossiers today."));
        const { uuid } = counter.draft;
        await key("F9");
        expect(".o_counter_message").toHaveText("Xã Một receives no dossiers today.");
        expect(counter.draft.uuid).toBe(uuid);
        expect(".o_counter_applicant .o_counter_name").toHaveText("Nguyễn Thị Thử");
        expect(".o_counter_paper_tick:checked").toHaveCount(2);
    });
});

describe("not complete, and refusing", () => {
    test("the text of a request follows from the ticks", async () => {
        answerCounter();
        await open();
        const paper = (name, values) => ({
            key: { component_id: name.length },
            missing: false,
            wrong: undefined,
            counts: "",
            ...values,
        });
        expect(composeSupplement([paper("A"), paper("B")])).toEqual({ lines: [], reason: "" });
        expect(
            composeSupplement(
                [
                    paper("Tờ khai", { missing: true, counts: "1 original(s)" }),
                    paper("Giấy chứng sinh", { wrong: "bản mờ" }),
                ],
                [
                    { name: "", basis: "" },
                    { name: "Giấy khám", basis: "Điều 7" },
                ],
            ),
        ).toEqual({
            lines: [
                { component_id: 7, kind: "missing", note: "1 original(s)" },
                { component_id: 15, kind: "wrong", note: "bản mờ" },
                { name: "Giấy khám", legal_basis: "Điều 7", kind: "missing", note: "" },
            ],
            reason: "The dossier lacks papers and papers are not as they should be.",
        });
    });

    test("what is missing is proposed, and asked for once", async () => {
        const calls = answerCounter({
            not_complete: { id: 32, letter_id: 9, state: "intake_supplement" },
        });
        await open();
        await scan(CARD);
        await contains(".o_counter_search").edit("khai sinh", { confirm: false });
        await key("Enter");
        await key(" ");
        await key("F7");
        expect(".o_counter_mark_missing:checked").toHaveCount(1);
        await key("F9");
        const [method, [, reason, content, lines]] = calls.at(-1);
        expect([method, reason, content]).toEqual([
            "not_complete",
            "The dossier lacks papers.",
            "",
        ]);
        expect(lines).toEqual([{ component_id: 102, kind: "missing", note: "1 original(s)" }]);
        expect(printed).toEqual([["onestop_core.action_report_dossier_letter", 9]]);
        expect(".o_counter_done_heading").toHaveText(/Supplement requested/);
    });

    test("a reason that somebody has written is not written over, and a paper beside the list cites the law", async () => {
        const calls = answerCounter({
            not_complete: { id: 32, letter_id: 9, state: "intake_supplement" },
        });
        await open();
        await scan(CARD);
        await contains(".o_counter_search").edit("khai sinh", { confirm: false });
        await key("Enter");
        await key("F7");
        await contains(".o_counter_reason").edit("Tự viết", { confirm: false });
        await contains(".o_counter_mark_missing:eq(1)").click();
        expect(".o_counter_reason").toHaveValue("Tự viết");
        await contains(".o_counter_add_other").click();
        await contains(".o_counter_other_name").edit("Giấy khám", { confirm: false });
        await key("F9");
        expect(".o_counter_message").toHaveText(/legal basis/);
        await contains(".o_counter_other_basis").edit("Điều 7", { confirm: false });
        await contains(".o_counter_content").edit("Mang bản chính", { confirm: false });
        await key("F9");
        const [method, [, reason, content, lines]] = calls.at(-1);
        expect([method, reason, content]).toEqual(["not_complete", "Tự viết", "Mang bản chính"]);
        expect(lines.at(-1)).toEqual({
            name: "Giấy khám",
            legal_basis: "Điều 7",
            kind: "missing",
            note: "",
        });
    });

    test("what a national database holds is not asked for until looking it up was of no use", async () => {
        const papers = CATALOGUE.procedures[0].papers.map((paper) =>
            paper.id === 102 ? { ...paper, in_data: true } : paper,
        );
        const procedures = [{ ...CATALOGUE.procedures[0], papers }];
        const calls = answerCounter({
            open_counter: { ...LOADED, catalogue: { ...CATALOGUE, procedures } },
            receive: RECEIVED,
        });
        await open();
        await scan(CARD);
        await contains(".o_counter_search").edit("khai sinh", { confirm: false });
        await key("Enter");
        await key(["alt", "a"]);
        expect(".o_counter_missing").toHaveCount(0);
        await key("F7");
        expect(".o_counter_mark_missing:eq(1)").toHaveProperty("disabled", true);
        await key("Escape");
        await contains(".o_counter_lookup_outcome").select("down");
        expect(".o_counter_missing").toHaveCount(1);
        await key("F9");
        expect(".o_counter_message").toHaveText(/Missing: Giấy chứng sinh/);
        await contains(".o_counter_lookup_outcome").select("found");
        await key("F9");
        const [payload] = calls.find(([method]) => method === "receive")[1];
        expect(payload.documents.map((line) => [line.handed_in, line.lookup_outcome])).toEqual([
            [true, false],
            [false, "found"],
            [false, false],
        ]);
    });

    test("why not everybody brings a paper is said as the catalogue says it", async () => {
        const conditions = { 101: "conditional", 102: "alternative", 103: "optional" };
        const papers = CATALOGUE.procedures[0].papers.map((paper) => ({
            ...paper,
            required: false,
            condition: conditions[paper.id] || "",
        }));
        const procedures = [{ ...CATALOGUE.procedures[0], papers }];
        answerCounter({ open_counter: { ...LOADED, catalogue: { ...CATALOGUE, procedures } } });
        await open();
        await scan(CARD);
        await contains(".o_counter_search").edit("khai sinh", { confirm: false });
        await key("Enter");
        const words = queryAllTexts(".o_counter_paper_name .o_counter_muted");
        expect(words.map((text) => text.split(" · ")[0])).toEqual([
            "in some cases",
            "one of several",
            "if any",
        ]);
        // and each can be asked for
        await key("F7");
        expect(".o_counter_mark_missing:enabled").toHaveCount(3);
    });

    test("refuse with a reason and the competent body", async () => {
        const calls = answerCounter({ refuse: { id: 33, letter_id: 10, state: "rejected" } });
        await open();
        await scan(CARD);
        await contains(".o_counter_search").edit("khai sinh", { confirm: false });
        await key("Enter");
        await key("F8");
        expect(".o_counter_send").toBeEnabled();
        await contains(".o_counter_reasons button:first").click();
        await contains(".o_counter_body").edit("UBND xã Hai", { confirm: false });
        await key("F9");
        const [method, [, reason, body]] = calls.at(-1);
        expect([method, body]).toEqual(["refuse", "UBND xã Hai"]);
        expect(reason).toMatch(/competence/);
        expect(printed).toEqual([["onestop_core.action_report_dossier_letter", 10]]);
    });

    test("Escape leads back to the dossier", async () => {
        answerCounter();
        await open();
        await enterBirth();
        await key("F8");
        await key("Escape");
        expect(".o_counter_check_pane").toHaveCount(1);
    });
});

describe("dossiers that exist already", () => {
    const slip = "https://onestop.example/dich-vu-cong/tra-cuu?code=H99.11-261123-0001";

    test("a scanned slip: identity, originals, hand over", async () => {
        const calls = answerCounter({
            open_code: OPENED,
            act: { id: 31, code: OPENED.code, state: "returned", letter_id: false, due_at: false },
        });
        await open();
        await scan(slip);
        expect(calls.at(-1)).toEqual(["open_code", ["H99.11-261123-0001"], {}]);
        expect(".o_counter_identity_seen").toBeFocused();
        expect(".o_counter_given_back").toHaveCount(1);
        expect(".o_counter_return").toHaveText(/26.000 đ/);
        await key("F9");
        expect(".o_counter_message").toHaveText(/Compare the identity paper/);
        await contains(".o_counter_identity_seen").click();
        await key("F9");
        expect(".o_counter_message").toHaveText(/originals/);
        await contains(".o_counter_given_back").click();
        await key("F9");
        expect(calls.at(-1)).toEqual([
            "act",
            [31, "return_result", 4],
            {
                reason: null,
                recipient_kind: "applicant",
                recipient: "Nguyễn Thị Thử",
                identity_seen: true,
                given_back: [41],
                note: "Originals given back: Giấy chứng sinh",
            },
        ]);
        expect(".o_counter_done_heading").toHaveText(/Result handed over/);
    });

    test("somebody else takes the result: named, compared, with a scan of the authority", async () => {
        const authority = {
            id: 49,
            name: "Giấy ủy quyền nhận kết quả",
            handed_in: false,
            required: false,
            return: false,
            originals: 0,
            files: [],
        };
        const calls = answerCounter({
            open_code: OPENED,
            authority_paper: authority,
            act: { id: 31, state: "returned" },
        });
        const counter = await open();
        await scan(slip);
        await contains(".o_counter_identity_seen").click();
        await contains(".o_counter_recipient_kind:contains(Somebody else)").click();
        // another person stands there, with another identity paper
        expect(".o_counter_identity_seen").not.toBeChecked();
        await key("F9");
        expect(".o_counter_message").toHaveText(/Enter who takes/);
        await contains(".o_counter_recipient").edit("Trần Văn Nhận", { confirm: false });
        await key("F9");
        expect(".o_counter_message").toHaveText(/Compare.*Trần Văn Nhận/);
        await contains(".o_counter_identity_seen").click();
        await key("F9");
        expect(".o_counter_message").toHaveText(/Attach a scan of the authority/);
        patchWithCleanup(counter.line, { upload: () => new Deferred() });
        await counter.opened.attachAuthority([new File(["%PDF-"], "uy-quyen.pdf")]);
        expect(calls.at(-1)).toEqual(["authority_paper", [31], {}]);
        await key("F9");
        expect(".o_counter_message").toHaveText(/is being sent/);
        counter.opened.authority.files.push({ id: 9, name: "uy-quyen.pdf" });
        await contains(".o_counter_given_back").click();
        await key("F9");
        expect(calls.at(-1)[2]).toMatchObject({
            recipient_kind: "other",
            recipient: "Trần Văn Nhận",
            identity_seen: true,
            given_back: [41],
        });
    });

    test("the core says what is in the way of handing over", async () => {
        const words = "Hồ sơ quá hạn: phải xin lỗi trước.";
        const calls = answerCounter({ open_code: { ...OPENED, return_refusal: words } });
        await open();
        await scan(slip);
        expect(".o_counter_return .o_counter_danger").toHaveText(words);
        await key("F9");
        expect(".o_counter_message").toHaveText(words);
        expect(calls.at(-1)[0]).toBe("open_code");
    });

    test("one that is still being processed is shown, and its slip printed again", async () => {
        const shown = { ...OPENED, pane: "show", state_label: "Đang xử lý", actions: ["forward"] };
        answerCounter({ open_code: shown });
        await open();
        await scan(slip);
        expect(".o_counter_opened_pane h2").toHaveText("Đang xử lý");
        expect(".o_counter_main").toHaveCount(0);
        await key(["control", "p"]);
        expect(printed).toEqual([["onestop_core.action_report_receipt_slip", 31]]);
        await key("Escape");
        expect(".o_counter_find_input").toBeFocused();
    });

    test("online: compare the papers, accept those that are there", async () => {
        const files = [{ id: 77, name: "to-khai.png", mimetype: "image/png", viewable: true }];
        const online = {
            ...OPENED,
            pane: "inbox",
            state: "submitted",
            code: false,
            actions: ["receive", "request_supplement", "reject"],
            papers: OPENED.papers.map((paper, at) => ({ ...paper, files: at ? [] : files })),
        };
        const row = {
            id: 31,
            procedure: "Khai sinh",
            applicant: "An",
            channel: "online",
            sent_at: "2026-11-20 02:00:00",
        };
        const calls = answerCounter({
            inbox: [row],
            open_dossier: online,
            act: { ...RECEIVED, state: "received", letter_id: false },
        });
        await open();
        await key(["alt", "i"]);
        expect(".o_counter_inbox_row").toBeFocused();
        await key("Enter");
        expect(".o_counter_file img").toHaveCount(1);
        await contains(".o_counter_left .o_counter_paper_tick:eq(1)").click();
        await key("F9");
        expect(".o_counter_message").toHaveText(/Missing: Tờ khai/);
        await contains(".o_counter_left .o_counter_paper_tick:eq(1)").click();
        await key("F9");
        const act = calls.find(([method]) => method === "act");
        expect(act.slice(1)).toEqual([[31, "receive", 4], { reason: null, handed_in: [41, 42] }]);
        expect(".o_counter_inbox_pane").toHaveCount(1);
        expect(".o_counter_done_code").toHaveText("H99.11-261123-0001");
        expect(printed).toHaveLength(1);
    });

    describe("a letter goes out for what was opened, not for the draft", () => {
        const online = {
            ...OPENED,
            pane: "inbox",
            code: false,
            actions: ["receive", "request_supplement", "reject"],
            papers: OPENED.papers.map((paper, at) => ({ ...paper, handed_in: !at })),
        };
        const letter = ["onestop_core.action_report_dossier_letter", 9];

        test("a request for a supplement", async () => {
            const calls = answerCounter({
                open_code: online,
                act: { id: 31, letter_id: 9, state: "intake_supplement" },
            });
            await open();
            await scan(slip);
            await key("F7");
            expect(".o_counter_mark_missing:checked").toHaveCount(1);
            await key("Escape");
            expect(".o_counter_opened_pane").toHaveCount(1);
            await key("F7");
            await key("F9");
            expect(calls.at(-1)).toEqual([
                "act",
                [31, "request_supplement", 4],
                {
                    reason: "The dossier lacks papers.",
                    content: "",
                    lines: [{ document_id: 42, kind: "missing", note: "" }],
                },
            ]);
            expect(".o_counter_done_heading").toHaveText(/Supplement requested/);
            expect(printed).toEqual([letter]);
        });

        test("a refusal", async () => {
            const calls = answerCounter({
                open_code: online,
                act: { id: 31, letter_id: 9, state: "rejected" },
            });
            await open();
            await scan(slip);
            await key("F8");
            await contains(".o_counter_reasons button:first").click();
            await contains(".o_counter_body").edit("UBND xã Hai", { confirm: false });
            await key("F9");
            const [method, [, action], { competent_body }] = calls.at(-1);
            expect([method, action, competent_body]).toEqual(["act", "reject", "UBND xã Hai"]);
            expect(".o_counter_done_heading").toHaveText(/Not received/);
            expect(printed).toEqual([letter]);
        });
    });

    test("what may not be done with it, its keys do not do, and say why", async () => {
        const dossier = {
            ...OPENED,
            pane: "show",
            state_label: "Đang giải quyết",
            actions: [],
        };
        const calls = answerCounter({ open_code: dossier });
        const counter = await open();
        await scan(slip);
        for (const name of ["F7", "F8", "F9", "F10", ["alt", "a"]]) {
            counter.hush();
            await key(name);
            expect(".o_counter_opened_pane").toHaveCount(1);
            expect(".o_counter_message").toHaveText(/Đang giải quyết/);
        }
        expect(calls.at(-1)[0]).toBe("open_code");
    });
});

describe("a lost line", () => {
    /** Cut the line, or mend it. */
    function cut(counter) {
        const call = counter.line.call.bind(counter.line);
        counter.line.call = async () => {
            counter.line.lost();
            throw new LineLost();
        };
        return () => {
            counter.line.call = call;
            counter.line.recovered();
        };
    }

    test("what was pressed is kept, goes out once, and prints", async () => {
        const calls = answerCounter({ receive: RECEIVED });
        const counter = await open();
        await enterBirth();
        const { uuid } = counter.draft;
        const mend = cut(counter);
        await key("F9");
        expect(".o_counter_offline").toHaveText(/Nguyễn Thị Thử/);
        expect(".o_counter_done_heading").toHaveText(/waits for the line/);
        expect(queryText(".o_counter_applicant")).not.toMatch(/Nguyễn Thị Thử/);
        expect(browser.localStorage.getItem(`${counter.store.own}${uuid}`)).toMatch(
            /"method":"receive"/,
        );
        mend();
        await advanceTime(100);
        await animationFrame();
        const sent = calls.filter(([method]) => method === "receive");
        expect(sent.map(([, [payload]]) => payload.client_uuid)).toEqual([uuid]);
        expect(".o_counter_done_code").toHaveText("H99.11-261123-0001");
        expect(".o_counter_offline").toHaveCount(0);
        expect(printed).toEqual([["onestop_core.action_report_receipt_slip", 31]]);
        expect(browser.localStorage.getItem(`${counter.store.own}${uuid}`)).toBe(null);
    });

    test("a draft comes back after a reload, with the same identifier", async () => {
        answerCounter();
        const first = await open();
        await enterBirth();
        const { uuid } = first.draft;
        first.stop();
        const second = await open();
        expect(second.draft.uuid).toBe(uuid);
        expect(second.draft.person.applicant_name).toBe("Nguyễn Thị Thử");
        expect(second.draft.papers.filter((line) => line.handed_in)).toHaveLength(2);
    });

    test("cancelling wipes it", async () => {
        answerCounter();
        const counter = await open();
        await enterBirth();
        await key(["alt", "n"]);
        expect(counter.store.keys(counter.store.own)).toEqual([]);
        expect(".o_counter_find_input").toBeFocused();
    });

    test("an answer that got lost: the dossier is opened again and shows what became of it", async () => {
        const calls = answerCounter({
            open_code: OPENED,
            open_dossier: { ...OPENED, pane: "show", actions: [] },
        });
        const counter = await open();
        await scan("H99.11-261123-0001");
        await contains(".o_counter_identity_seen").click();
        await contains(".o_counter_given_back").click();
        const mend = cut(counter);
        await key("F9");
        expect(".o_counter_message").toHaveText(/line broke/);
        mend();
        await animationFrame();
        await animationFrame();
        expect(calls.at(-1)).toEqual(["open_dossier", [31], {}]);
    });
});

describe("keys that cannot go on say why", () => {
    const said = () => queryText(".o_counter_message");

    test("with an empty draft", async () => {
        answerCounter();
        await open();
        for (const [name, words] of [
            ["F6", /procedure/],
            [["alt", "a"], /procedure/],
            ["F10", /name of the applicant/],
            [["ctrl", "p"], /nothing to print/],
            [["alt", "k"], /No paper/],
            [["alt", "z"], /nothing to take back/],
        ]) {
            await key(name);
            expect(said()).toMatch(words);
        }
    });

    test("a procedure that takes its days is not settled at once", async () => {
        answerCounter();
        await open();
        await enterBirth();
        await key("F10");
        expect(said()).toMatch(/not settled while the citizen waits/);
    });

    test("a letter without its reason", async () => {
        const calls = answerCounter();
        await open();
        await enterBirth();
        await key("F8");
        expect("kbd:contains(F9)").toHaveCount(1);
        await key("F9");
        expect(said()).toMatch(/Give the reason/);
        expect(calls.some(([method]) => method === "refuse")).toBe(false);
    });
});

describe("the question mark", () => {
    test("opens the help from the empty box, a choice, and the field of the scanner", async () => {
        answerCounter();
        await open();
        for (const place of [".o_counter_find_input", ".o_counter_place", ".o_counter_catch"]) {
            queryOne(place).focus();
            await key("?");
            expect(".o_counter_help_pane").toHaveCount(1);
            await key("Escape");
        }
    });

    test("is a letter in a text, and where a scanner is writing", async () => {
        answerCounter();
        await open();
        queryOne("[name=applicant_address]").focus();
        await key("?");
        queryOne(".o_counter_find_input").focus();
        queryOne(".o_counter_find_input").value = "https://x/tra-cuu";
        await key("?");
        expect(".o_counter_help_pane").toHaveCount(0);
    });
});

describe("clearing for the next person", () => {
    test("can be taken back, until the next one begins", async () => {
        answerCounter();
        const counter = await open();
        await enterBirth();
        await contains(".o_counter_paper_tick:eq(0)").click();
        const { uuid } = counter.draft;
        await key(["alt", "n"]);
        expect(".o_counter_cleared").toHaveText(/Nguyễn Thị Thử/);
        expect(counter.store.keys(counter.store.own)).toEqual([]);
        await key(["alt", "z"]);
        expect(counter.draft.uuid).toBe(uuid);
        expect(".o_counter_applicant").toHaveText(/Nguyễn Thị Thử/);
        expect(".o_counter_paper_tick:checked").toHaveCount(1);
        expect(counter.store.keys(counter.store.own)).toHaveLength(1);
        expect(".o_counter_cleared").toHaveCount(0);
        await key(["alt", "n"]);
        await scan(CARD.replace("Thử", "Khác"));
        expect(".o_counter_cleared").toHaveCount(0);
        expect(counter.cleared).toBe(null);
    });

    test("nothing entered, nothing to take back", async () => {
        answerCounter();
        await open();
        await key(["alt", "n"]);
        expect(".o_counter_cleared").toHaveCount(0);
    });
});

describe("a citizen who comes back", () => {
    const WAITING = {
        ...OPENED,
        pane: "supplement",
        state: "supplement",
        state_label: "Chờ bổ sung",
        actions: ["resume"],
        asked: {
            content: "Giấy chứng sinh bản chính",
            reason: "Hồ sơ thiếu giấy tờ.",
            asked_at: "2026-11-20 02:00:00",
            answer_by: "2026-12-04 10:00:00",
        },
        papers: [
            { ...OPENED.papers[0], handed_in: false },
            { ...OPENED.papers[1], handed_in: true },
            { ...OPENED.papers[1], id: 43, name: "Văn bản ủy quyền", handed_in: false },
        ],
    };
    const KNOWN = {
        person: { ...OPENED.person, applicant_identity: "035190001234" },
        dossiers: [
            {
                id: 31,
                code: "H99.11-261123-0001",
                procedure: "Đăng ký khai sinh",
                state: "supplement",
                waits: true,
            },
            { id: 30, code: "H99.11-261101-0009", procedure: "Khai tử", state: "returned" },
        ],
    };

    test("the waiting dossier is the first, and opens by Enter", async () => {
        const calls = answerCounter({ find_person: [KNOWN], open_dossier: WAITING });
        await open();
        await scan(CARD);
        expect(".o_counter_last").toHaveText(
            /Đăng ký khai sinh\s+Chờ bổ sung[\s\S]*Khai tử\s+Đã trả/,
        );
        await key("Enter");
        expect(calls.at(-1)).toEqual(["open_dossier", [31], {}]);
        expect(".o_counter_asked").toHaveText(
            /Giấy chứng sinh bản chính[\s\S]*Hồ sơ thiếu giấy tờ[\s\S]*12\/04\/2026 17:00/,
        );
        expect(".o_counter_paper_tick:eq(0)").toBeFocused();
    });

    test("whose dossier is done leaves the table to the next", async () => {
        answerCounter({
            find_person: [KNOWN],
            open_dossier: WAITING,
            act: { id: 31, code: "H99.11-261123-0001", state: "processing" },
        });
        const counter = await open();
        await scan(CARD);
        await key("Enter");
        await key(["alt", "a"]);
        await key("F9");
        await animationFrame();
        expect(".o_counter_done").toHaveCount(1);
        expect(".o_counter_last").toHaveCount(0);
        expect(".o_counter_find_input").toBeFocused();
        expect(counter.draft.person.applicant_name || "").toBe("");
    });

    test("what was brought is ticked by the keyboard, what was not stays missing", async () => {
        const calls = answerCounter({
            open_code: WAITING,
            act: { id: 31, code: "H99.11-261123-0001", state: "processing" },
        });
        await open();
        await scan("H99.11-261123-0001");
        await key("ArrowDown");
        await key("ArrowDown");
        expect(".o_counter_paper_tick:eq(2)").toBeFocused();
        await key(" ");
        await key("F9");
        expect(calls.at(-1)[1].slice(0, 2)).toEqual([31, "resume"]);
        expect(calls.at(-1)[2].handed_in).toEqual([42, 43]);
    });

    test("Alt+A: all that is required was brought", async () => {
        const calls = answerCounter({
            open_code: { ...WAITING, papers: WAITING.papers.slice(0, 2) },
            act: { id: 31, code: "H99.11-261123-0001", state: "processing" },
        });
        await open();
        await scan("H99.11-261123-0001");
        await key(["alt", "a"]);
        expect(".o_counter_paper_tick:not(:checked)").toHaveCount(0);
        await key("F9");
        expect(calls.at(-1)[2].handed_in).toEqual([41, 42]);
    });
});

describe("what came online", () => {
    const ONLINE = {
        ...OPENED,
        pane: "inbox",
        code: false,
        channel: "online",
        state: "submitted",
        state_label: "Đã nộp",
        actions: ["receive", "request_supplement", "reject"],
        due_at: false,
        due_if_received: "2026-11-26 10:00:00",
    };

    test("a paper without a file is not there, and the due date stands before it is accepted", async () => {
        answerCounter({ open_dossier: ONLINE });
        const counter = await open();
        await counter.opened.open(31);
        await animationFrame();
        expect(".o_counter_paper_tick:checked").toHaveCount(0);
        expect(".o_counter_there").toHaveCount(0);
        expect(".o_counter_opened").toHaveText(/11\/26\/2026 17:00/);
        await key("F9");
        expect(".o_counter_message").toHaveText(/Missing/);
    });
});

describe("the wrong door", () => {
    const FOUND = [
        {
            id: 99,
            code: "1.009999",
            name: "Cấp phiếu lý lịch tư pháp",
            body: "Sở Tư pháp",
            named: true,
        },
        { id: 11, code: "1.001193", name: "Đăng ký khai sinh", body: "Xã Một", named: true },
    ];
    const REFUSED = { id: 33, letter_id: 10, state: "rejected" };

    async function ask(words) {
        await scan(CARD);
        await key("F8");
        expect(".o_counter_request").toBeFocused();
        await contains(".o_counter_request").edit(words, { confirm: false });
    }

    test("a procedure of others, with its competent body, in three keys", async () => {
        const calls = answerCounter({ find_procedures: FOUND, refuse: REFUSED });
        await open();
        await ask("ly lich tu phap");
        await key("Enter");
        await animationFrame();
        expect(".o_counter_body").toHaveValue("Sở Tư pháp");
        await key("F9");
        const [, [payload, reason, body]] = calls.at(-1);
        expect([payload.procedure_id, payload.documents, body]).toEqual([99, [], "Sở Tư pháp"]);
        expect(reason).toMatch(/not within the competence/);
        expect(".o_counter_done_refuse").toHaveText(/Cấp phiếu lý lịch tư pháp/);
    });

    test("a request in words", async () => {
        const calls = answerCounter({ find_procedures: [], refuse: REFUSED });
        await open();
        await ask("Xin nuôi hổ");
        await key("Enter");
        await animationFrame();
        await key("F9");
        const [, [payload]] = calls.at(-1);
        expect([payload.procedure_id, payload.summary]).toEqual([false, "Xin nuôi hổ"]);
    });

    test("none of those that were found: the words all the same", async () => {
        answerCounter({ find_procedures: FOUND });
        await open();
        await ask("ly lich tu phap");
        await advanceTime(200);
        await animationFrame();
        await key("ArrowUp");
        expect(".o_counter_in_words").toBeFocused();
        await contains(".o_counter_in_words").click();
        expect(".o_counter_asked_for").toHaveText("ly lich tu phap");
    });

    test("what only resembles the words comes after them", async () => {
        const resembling = FOUND.map((one) => ({ ...one, named: false }));
        const calls = answerCounter({ find_procedures: resembling, refuse: REFUSED });
        await open();
        await ask("cấp hộ chiếu");
        await advanceTime(200);
        await animationFrame();
        expect(".o_counter_elsewhere:eq(0)").toHaveClass("o_counter_in_words");
        expect(".o_counter_elsewhere").toHaveCount(3);
        await key("Enter");
        await animationFrame();
        expect(".o_counter_asked_for").toHaveText("cấp hộ chiếu");
        await key("F9");
        expect(calls.at(-1)[1][0].procedure_id).toBe(false);
    });

    test("what is received here after all is received", async () => {
        answerCounter({ find_procedures: FOUND.slice(1) });
        const counter = await open();
        await ask("khai sinh");
        await key("Enter");
        await animationFrame();
        expect(counter.draft.procedure_id).toBe(11);
        expect(".o_counter_check_pane").toHaveCount(1);
    });

    test("nothing said, nothing sent", async () => {
        const calls = answerCounter();
        await open();
        await scan(CARD);
        await key("F8");
        await key("F9");
        expect(".o_counter_message").toHaveText(/Say first what is asked for/);
        expect(calls.some(([method]) => method === "refuse")).toBe(false);
    });
});

describe("what lies at the desk", () => {
    const pile = { count: 4, forward_by: "2026-11-23 10:00:00" };

    test("is counted, red after the rule's time, and forwarded by one press", async () => {
        const calls = answerCounter({
            open_counter: { ...LOADED, pile },
            forward_pile: {
                forwarded: 3,
                failed: ["H99.11-261123-0009: Thiếu giấy tờ"],
                pile: { count: 1, forward_by: "2026-11-23 10:00:00" },
            },
        });
        await open();
        expect(".o_counter_pile").toHaveText(/4/);
        expect(".o_counter_pile").not.toHaveClass("o_counter_late");
        await contains(".o_counter_pile").click();
        expect(calls.at(-1)).toEqual(["forward_pile", [], {}]);
        expect(".o_counter_pile").toHaveText(/1/);
        expect(".o_counter_message").toHaveText(/3[\s\S]*H99.11-261123-0009: Thiếu giấy tờ/);
    });

    test("since yesterday: it should have gone on", async () => {
        answerCounter({
            open_counter: { ...LOADED, pile: { count: 1, forward_by: "2026-11-22 10:00:00" } },
        });
        await open();
        expect(".o_counter_pile").toHaveClass("o_counter_late");
    });

    test("what is received comes on top; nothing there, nothing shown", async () => {
        answerCounter({ receive: { ...RECEIVED, forward_by: "2026-11-23 10:00:00" } });
        await open();
        expect(".o_counter_pile").toHaveCount(0);
        await enterBirth();
        await key("F9");
        expect(".o_counter_pile").toHaveText(/1/);
    });

    test("what nobody has taken is called back", async () => {
        const calls = answerCounter({
            open_code: { ...OPENED, pane: "show", actions: ["recall"] },
            act: { id: 31, code: "H99.11-261123-0001", state: "received", pile },
        });
        await open();
        await scan("H99.11-261123-0001");
        await contains(".o_counter_recall").click();
        expect(calls.at(-1).slice(0, 2)).toEqual(["act", [31, "recall", 4]]);
        expect(".o_counter_pile").toHaveText(/4/);
    });
});

test("what is owed stands beside the due date, and on the card of what was received", async () => {
    answerCounter({ receive: RECEIVED });
    await open();
    await enterBirth();
    expect(".o_counter_due").toHaveText(/26\.000 đ/);
    await key("F9");
    expect(".o_counter_done_fee").toHaveText(/26\.000 đ/);
});

test("all keys are on one page", async () => {
    answerCounter();
    await open();
    await key("F1");
    expect(".o_counter_help_table tr").toHaveCount(21);
    await key("Escape");
    expect(".o_counter_person_pane").toHaveCount(1);
});

test("who receives nowhere is told so", async () => {
    answerCounter({
        open_counter: () => {
            throw new Error("no");
        },
    });
    await mountWithCleanup(Counter, { props: { action: {}, actionId: 1, className: "" } });
    expect(".o_counter_failed").toHaveCount(1);
    expect(queryOne(".o_counter_failed button")).toHaveText("Back to One-Stop");
});
