import { registry } from "@web/core/registry";

const CARD = "035190001234||Nguyễn Thị Thử|01021990|Nữ|Xóm 3, xã Một|01072021";
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

const take = (words, name, last) => [
    { content: "scan", trigger: ".o_counter_find_input:focus", run: () => scan(CARD) },
    { trigger: ".o_counter_applicant:contains(Nguyễn Thị Thử)" },
    { trigger: ".o_counter_search:focus", run: `edit ${words}` },
    { trigger: `.o_counter_procedure_tile.o_counter_first:contains(${name})`, run: "press Enter" },
    { trigger: ".o_counter_ledger tbody tr" },
    { trigger: ".o_counter_all_papers", run: "click" },
    { trigger: `.o_counter_left:has(.o_counter_paper_tick:eq(${last}):checked)` },
];

const extract = () => take("thu tuc ba ngay", "Thủ tục ba ngày", 4);

const copies = () => take("thu tuc trong ngay", "Thủ tục trong ngày", 1);

const fees = (quantity) => [
    { content: "F2: the fees", trigger: ".o_counter", run: "press F2" },
    { trigger: ".o_fee_quantity:focus", run: `edit ${quantity} && press Enter` },
    { content: "the box for the cash is next", trigger: ".o_fee_given:focus" },
];

const seat = () => [
    { trigger: ".o_counter_place", run: "selectByLabel Quầy 7 · Xã Một" },
    { trigger: ".o_counter", run: "press F4" },
];

const note = (at, pieces) => [
    { trigger: `.modal .o_data_row:eq(${at}) td[name=pieces]`, run: "click" },
    { trigger: `.modal .o_data_row:eq(${at}) td[name=pieces] input`, run: `edit ${pieces}` },
];

const confirm = () => ({ trigger: ".modal button[name=action_confirm]", run: "click" });

registry.category("web_tour.tours").add("onestop_fee_cash", {
    steps: () => [
        ...seat(),
        {
            content: "the drawer is opened with its float",
            trigger: ".o_fee_drawer:has(.fa-lock)",
            run: "click",
        },
        ...note(0, 1),
        confirm(),
        { trigger: ".o_fee_drawer:has(.fa-unlock)" },
        { trigger: ".o_counter", run: "press F4" },
        ...extract(),
        ...fees(3),
        { trigger: ".o_fee_total:contains(24)" },
        { content: "100 is 100.000 đ", trigger: ".o_fee_given", run: "edit 100" },
        { trigger: ".o_fee_change:contains(76)" },
        { trigger: ".o_fee_given", run: "press Enter" },
        {
            content: "received, and the change is large",
            trigger: ".o_counter_done .o_fee_change:contains(76)",
        },
        { trigger: PRINTED },
        { content: "the drawer is counted, blind", trigger: ".o_fee_drawer", run: "click" },
        { trigger: ".modal:not(:contains(524))" },
        ...note(0, 1),
        ...note(4, 1),
        ...note(7, 1),
        ...note(8, 1),
        confirm(),
        {
            content: "now what should be there is told",
            trigger: ".modal .o_field_widget[name=difference]:contains(1)",
        },
        { trigger: ".modal .o_field_widget[name=reason] textarea", run: "edit Trả thừa 1.000 đ" },
        confirm(),
        { trigger: ".o_fee_drawer:has(.fa-lock)" },
    ],
});

registry.category("web_tour.tours").add("onestop_fee_several", {
    steps: () => [
        ...seat(),
        ...copies(),
        ...fees(3),
        { content: "paid later", trigger: ".o_fee_later", run: "click" },
        { trigger: ".o_counter", run: "press F9" },
        { trigger: ".o_counter_done .o_fee_owed:contains(5)" },
        { trigger: PRINTED },
        ...extract(),
        ...fees(3),
        { trigger: ".o_fee_exemption", run: "selectByIndex 2" },
        {
            content: "the proof is asked for",
            trigger: ".o_fee_proof",
            run: "edit Sổ hộ nghèo 12/2026 && press Tab",
        },
        { trigger: ".o_fee_total:contains(12)" },
        { content: "with the other dossier", trigger: ".o_fee_other input", run: "click" },
        { trigger: ".o_fee_total:contains(17)" },
        { trigger: ".o_fee_sums button:contains(20)", run: "click" },
        { trigger: ".o_fee_change:contains(3)" },
        { trigger: ".o_counter", run: "press F9" },
        { trigger: ".o_counter_done .o_fee_change:contains(3)" },
        { trigger: PRINTED },
    ],
});

registry.category("web_tour.tours").add("onestop_fee_let_off", {
    steps: () => [
        ...seat(),
        ...extract(),
        ...fees(3),
        { trigger: ".o_fee_given", run: "edit 100" },
        { trigger: ".o_fee_change:contains(76)" },
        {
            content: "let off after the cash was typed",
            trigger: ".o_fee_exemption",
            run: "selectByIndex 1",
        },
        { trigger: ".o_fee_proof" },
        { trigger: ".o_counter", run: "press F9" },
        { content: "not without its proof", trigger: ".o_counter_message:contains(hộ tịch)" },
        { trigger: ".o_fee_proof", run: "edit Giấy khai sinh số 5/2024 && press Tab" },
        { trigger: ".o_fee_line.o_fee_exempt .o_fee_amount:contains(0)" },
        { trigger: ".o_counter", run: "press F9" },
        { trigger: ".o_counter_done_received:not(:has(.o_fee_done))" },
        { trigger: PRINTED },
    ],
});

registry.category("web_tour.tours").add("onestop_fee_vietqr", {
    steps: () => [
        ...seat(),
        ...extract(),
        ...fees(3),
        { trigger: ".o_fee_transfer", run: "click" },
        { trigger: ".o_counter", run: "press F9" },
        { content: "the code is on the screen", trigger: ".o_counter_done img.o_fee_qr" },
        { trigger: PRINTED },
        { trigger: ".o_fee_message", run: "edit FT26332123456" },
        { trigger: ".o_fee_arrived button[type=submit]", run: "click" },
        { trigger: ".o_counter_done .o_fee_paid" },
    ],
});
