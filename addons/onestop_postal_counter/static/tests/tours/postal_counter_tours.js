import { registry } from "@web/core/registry";

const stored = (name) => sessionStorage.getItem(`onestop_test_${name}`);
const CARD = "035190001234||Nguyễn Thị Thử|01021990|Nữ|Xóm 3, xã Một|01072021";

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

registry.category("web_tour.tours").add("onestop_postal_bag_fill", {
    steps: () => [
        { content: "the bags are one key away", trigger: ".o_counter", run: "press Alt+b" },
        {
            content: "the first scan begins a slip",
            trigger: ".o_postal_scan:focus",
            run: () => scan(stored("first")),
        },
        { trigger: ".o_postal_entry.o_postal_added" },
        { trigger: ".o_postal_bag h2 ~ .o_postal_count:contains(1)" },
        { content: "again", trigger: ".o_postal_scan", run: () => scan(stored("first")) },
        { trigger: ".o_postal_entry.o_postal_again" },
        { content: "unknown", trigger: ".o_postal_scan", run: () => scan("KHONG-CO") },
        { trigger: ".o_postal_entry.o_postal_unknown" },
        {
            content: "the number of a dossier, too",
            trigger: ".o_postal_scan",
            run: () => scan(stored("second")),
        },
        { trigger: ".o_postal_bag h2 ~ .o_postal_count:contains(2)" },
        { trigger: ".o_postal_offer", run: "click" },
        { trigger: ".o_postal_done:contains(BBGN)" },
    ],
});

registry.category("web_tour.tours").add("onestop_postal_bag_sign", {
    steps: () => [
        { trigger: ".o_counter", run: "press Alt+b" },
        { trigger: ".o_postal_offered .o_postal_count:contains(2)" },
        {
            content: "one of them is torn",
            trigger: ".o_postal_lines li:eq(1) .o_postal_refuse",
            run: "click",
        },
        { trigger: ".o_postal_reason", run: "edit Niêm phong rách && press Enter" },
        { trigger: ".o_postal_lines em:contains(Niêm phong rách)" },
        { trigger: ".o_postal_sign", run: "click" },
        { trigger: ".o_postal_done:contains(BBGN)" },
        { trigger: ".o_postal_bag:not(:has(.o_postal_offered))" },
    ],
});

registry.category("web_tour.tours").add("onestop_postal_result", {
    steps: () => [
        { trigger: ".o_counter_find_input:focus", run: () => scan(CARD) },
        { trigger: ".o_counter_search:focus", run: "edit thu tuc ba ngay" },
        {
            trigger: ".o_counter_procedure_tile.o_counter_first:contains(Thủ tục ba ngày)",
            run: "press Enter",
        },
        { trigger: ".o_counter_result_channel", run: "select post" },
        {
            content: "what it costs, before it is chosen",
            trigger: ".o_counter_right",
            run: "press F6",
        },
        { trigger: ".o_postal_quote .o_postal_price:contains(26.000 đ)" },
        { trigger: ".o_postal_quote:contains(1)" },
        { content: "the next one", trigger: ".o_counter", run: "press Alt+n" },
        { trigger: ".o_counter_find_input", run: () => scan(stored("code")) },
        { trigger: ".o_postal_card .o_postal_put", run: "click" },
        { trigger: ".o_postal_card .text-success" },
    ],
});
