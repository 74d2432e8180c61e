import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { inputFiles } from "@web/../tests/utils";

const CARD = "035190001234||Nguyễn Thị Thử|01021990|Nữ|Xóm 3, xã Một|01072021";
const RECEIVED = ".o_counter_done:contains(H99.11)";
const PRINTED = ".o_counter_print:enabled";

/** What a scanner does that types: one quick key after the other into whatever has the focus, then Enter. */
function scan(text) {
    for (const key of [...text, "Enter"]) {
        const target = document.activeElement;
        const options = { key, code: "", bubbles: true, cancelable: true };
        const goesOn = target.dispatchEvent(new KeyboardEvent("keydown", options));
        const field = document.activeElement;
        if (goesOn && key.length === 1 && "value" in field) {
            field.value += key;
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
    }
}

const scanStep = (text, trigger = ".o_counter_find_input:focus") => ({
    content: "scan",
    trigger,
    run: () => scan(typeof text === "function" ? text() : text),
});

const key = (name, trigger = ".o_counter") => ({ trigger, run: `press ${name}` });

const choose = (words, name) => [
    { content: "accents are not needed", trigger: ".o_counter_search:focus", run: `edit ${words}` },
    {
        trigger: `.o_counter_procedure_tile.o_counter_first:contains(${name})`,
        run: "press Enter",
    },
    { trigger: `.o_counter_procedure .o_counter_name:contains(${name})` },
];

registry.category("web_tour.tours").add("onestop_counter_receive", {
    steps: () => [
        scanStep(CARD),
        { trigger: ".o_counter_applicant:contains(Nguyễn Thị Thử):contains(01/02/1990)" },
        ...choose("thu tuc ba ngay", "Thủ tục ba ngày"),
        { content: "the due date and why", trigger: ".o_counter_ledger tbody tr" },
        { trigger: ".o_counter_main", run: "click" },
        {
            content: "papers are missing",
            trigger: ".o_counter_message:contains(Giấy tờ 5)",
        },
        { trigger: ".o_counter_all_papers", run: "click" },
        { trigger: ".o_counter_left:has(.o_counter_paper_tick:eq(4):checked)" },
        { trigger: ".o_counter_main", run: "click" },
        { content: "code and due date are large", trigger: RECEIVED },
        { content: "the slip is printed", trigger: PRINTED },
        { content: "ready for the next", trigger: ".o_counter_find_input:focus" },
    ],
});

/* Nobody touches the screen for a while: it is covered, and the draft is there again after the password. */
registry.category("web_tour.tours").add("onestop_counter_cover", {
    steps: () => [
        {
            content: "what is refused until the password is given is no error of the test",
            trigger: ".o_counter",
            run() {
                const send = rpc._rpc;
                rpc._rpc = (...args) =>
                    send(...args).catch((error) => {
                        if (error.exceptionName?.endsWith("CheckIdentityException")) {
                            return new Promise(() => {});
                        }
                        throw error;
                    });
            },
        },
        scanStep(CARD),
        { trigger: ".o_counter_applicant:contains(Nguyễn Thị Thử)" },
        ...choose("thu tuc ba ngay", "Thủ tục ba ngày"),
        {
            content: "the screen is covered",
            trigger: ".o_check_identity_form input[type=password]",
            // after ten seconds without a touch, and those that a busy machine takes
            timeout: 40000,
        },
        { content: "nothing is left to read", trigger: "body:not(:has(.o_counter_applicant))" },
        {
            trigger: ".o_check_identity_form input[type=password]",
            run: "edit test_receptionist",
        },
        { trigger: ".o_check_identity_form button[type=submit]", run: "click" },
        { trigger: ".o_counter_applicant:contains(Nguyễn Thị Thử)" },
        { trigger: ".o_counter_procedure .o_counter_name:contains(Thủ tục ba ngày)" },
    ],
});

/** A file whose content the test has put by, in base64. */
function stored(name, type) {
    const content = Uint8Array.from(atob(sessionStorage[name]), (char) => char.charCodeAt(0));
    return new File([content], name, { type });
}

const attach = (at, name, type) => ({
    content: `attach ${name}`,
    trigger: `.o_counter_paper:eq(${at}) .o_counter_attach`,
    run: async (actions) => {
        await actions.click();
        await inputFiles(".o_counter_chooser", [stored(name, type)]);
    },
});

registry.category("web_tour.tours").add("onestop_counter_attach", {
    steps: () => [
        scanStep(CARD),
        ...choose("thu tuc ba ngay", "Thủ tục ba ngày"),
        { trigger: ".o_counter_ledger tbody tr" },
        attach(0, "Tờ khai.pdf", "application/pdf"),
        {
            content: "attaching ticks the paper",
            trigger: ".o_counter_paper:eq(0):has(.o_counter_paper_tick:checked)",
        },
        {
            content: "the document stands beside the papers before it is sent",
            trigger: ".o_counter_preview :iframe .page[data-page-number='2']",
        },
        attach(2, "Giấy chứng sinh.png", "image/png"),
        { trigger: ".o_counter_preview img[alt='Giấy chứng sinh.png']" },
        { trigger: ".o_counter_all_papers", run: "click" },
        { trigger: ".o_counter_left:has(.o_counter_paper_tick:eq(4):checked)" },
        { trigger: ".o_counter_main", run: "click" },
        { trigger: RECEIVED },
        { content: "the files follow", trigger: ".o_counter_saved:contains(2)" },
        { trigger: PRINTED },
    ],
});

registry.category("web_tour.tours").add("onestop_counter_supplement", {
    steps: () => [
        scanStep(CARD),
        ...choose("ba ngay", "Thủ tục ba ngày"),
        { trigger: ".o_counter_paper:eq(0) .o_counter_paper_tick", run: "click" },
        { trigger: ".o_counter_supplement", run: "click" },
        { trigger: ".o_counter_marks li:eq(0) .o_counter_mark_wrong", run: "click" },
        { trigger: ".o_counter_marks li:eq(0) input[type=text]", run: "edit chưa ký" },
        { trigger: ".o_counter_send:enabled", run: "click" },
        { trigger: ".o_counter_done_not_complete" },
        { content: "the letter is printed", trigger: PRINTED },
    ],
});

registry.category("web_tour.tours").add("onestop_counter_refuse", {
    steps: () => [
        scanStep(CARD),
        ...choose("ba ngay", "Thủ tục ba ngày"),
        { trigger: ".o_counter_refuse", run: "click" },
        { trigger: ".o_counter_reasons button:eq(0)", run: "click" },
        { trigger: ".o_counter_body", run: "edit UBND xã Hai" },
        { trigger: ".o_counter_send:enabled", run: "click" },
        { trigger: ".o_counter_done_refuse" },
        { content: "the letter is printed", trigger: PRINTED },
    ],
});

registry.category("web_tour.tours").add("onestop_counter_same_day", {
    steps: () => [
        scanStep(CARD),
        ...choose("trong ngay", "Thủ tục trong ngày"),
        { trigger: ".o_counter_result_number", run: "edit 15/CT" },
        { trigger: ".o_counter_all_papers", run: "click" },
        { trigger: ".o_counter_same_day", run: "click" },
        { trigger: ".o_counter_done_received:contains(H99.11)" },
        { content: "a slip only if asked for", trigger: PRINTED },
        { trigger: ".o_counter_feedback", run: "edit Nhanh gọn" },
        { content: "touched by the citizen", trigger: ".o_counter_verdict:eq(1)", run: "click" },
        { trigger: ".o_counter_rating_thanks" },
        {
            content: "the next person's work begins",
            trigger: ".o_counter_find_input:focus",
            run: () => scan(CARD),
        },
        { trigger: ".o_counter_applicant:contains(Nguyễn Thị Thử)" },
        { trigger: ".o_counter_right:not(:has(.o_counter_rating))" },
    ],
});

registry.category("web_tour.tours").add("onestop_counter_return", {
    steps: () => [
        {
            content: "look for a procedure, so that the scan comes in another field",
            trigger: ".o_counter_way_procedure",
            run: "click",
        },
        scanStep(
            () =>
                `${location.origin}/dich-vu-cong/tra-cuu?code=${sessionStorage.onestop_test_code}`,
            ".o_counter_search:focus",
        ),
        { trigger: ".o_counter_return" },
        { trigger: ".o_counter_main", run: "click" },
        { trigger: ".o_counter_message" },
        { trigger: ".o_counter_identity_seen", run: "click" },
        { trigger: ".o_counter_given_back", run: "click" },
        { trigger: ".o_counter_main", run: "click" },
        { trigger: ".o_counter_done_return_result" },
        {
            content: "turned round, the screen asks the citizen, who presses a key",
            trigger: ".o_counter_rating:focus .o_counter_verdict:eq(2)",
            run: "press 1",
        },
        { trigger: ".o_counter_rating_thanks" },
        { content: "ready for the next", trigger: ".o_counter_find_input:focus" },
    ],
});

registry.category("web_tour.tours").add("onestop_counter_inbox", {
    steps: () => [
        { trigger: ".o_counter_way_inbox:contains(1)", run: "click" },
        { trigger: ".o_counter_inbox_row:contains(Lê Trực Tuyến)", run: "click" },
        {
            content: "the paper stands beside the list",
            trigger: ".o_counter_left .o_counter_paper:contains(Giấy tờ 1)",
        },
        { trigger: ".o_counter_file img" },
        { trigger: ".o_counter_main", run: "click" },
        { trigger: ".o_counter_message:contains(Giấy tờ 2)" },
        { trigger: ".o_counter_left .o_counter_paper_tick:eq(1)", run: "click" },
        { trigger: ".o_counter_main", run: "click" },
        { trigger: RECEIVED },
        { trigger: PRINTED },
        { content: "nothing else waits", trigger: ".o_counter_inbox_pane .o_counter_nothing" },
    ],
});

// A known citizen and a procedure with two papers, by keyboard alone: after the number and the words of the search
// are typed, as few keys as these.
const KEYS = ["Enter", "Enter", "Space", "ArrowDown", "Space", "F9"];

registry.category("web_tour.tours").add("onestop_counter_keyboard", {
    steps: () => [
        { trigger: ".o_counter_find_input:focus", run: "edit 035190001234" },
        key(KEYS[0], ".o_counter_find_input"),
        { trigger: ".o_counter_applicant:contains(Nguyễn Thị Thử)" },
        { trigger: ".o_counter_search:focus", run: "edit trong ngay" },
        key(KEYS[1], ".o_counter_search"),
        key(KEYS[2], ".o_counter_paper:eq(0) .o_counter_paper_tick:focus"),
        key(KEYS[3], ".o_counter_paper:eq(0) .o_counter_paper_tick:checked"),
        key(KEYS[4], ".o_counter_paper:eq(1) .o_counter_paper_tick:focus"),
        key(KEYS[5], ".o_counter_paper:eq(1) .o_counter_paper_tick:checked"),
        { trigger: RECEIVED },
        { trigger: PRINTED },
        {
            content: "at most 25 keys beyond the typed data",
            trigger: ".o_counter_find_input:focus",
            run: () => {
                if (KEYS.length > 25) {
                    throw new Error(`${KEYS.length} keys`);
                }
            },
        },
    ],
});
