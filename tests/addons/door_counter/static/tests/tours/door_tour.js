import { registry } from "@web/core/registry";

/** What a scanner types into the one box. */
const scan = (text) => [
    { trigger: ".o_counter_find_input:focus", run: `edit ${text}` },
    { trigger: ".o_counter_find_input", run: "press Enter" },
];

registry.category("web_tour.tours").add("door_counter_draft", {
    steps: () => [
        { trigger: ".o_door_header" },
        { trigger: ".o_counter_left .o_door:contains(ajar)" },
        ...scan("035190001234||Nguyễn Thị Thử|01021990|Nữ|Xóm 3, xã Một|01072021"),
        { trigger: ".o_counter_search:focus", run: "edit trong ngay" },
        {
            trigger: ".o_counter_procedure_tile.o_counter_first:contains(Thủ tục trong ngày)",
            run: "press Enter",
        },
        { trigger: ".o_counter_paper:eq(0) .o_counter_paper_more", run: "click" },
        { trigger: ".o_counter_paper:eq(0) .o_door_paper" },
        { trigger: ".o_counter_all_papers", run: "click" },
        { trigger: ".o_counter_left:has(.o_counter_paper_tick:eq(1):checked)" },
        { trigger: ".o_counter_main", run: "click" },
        { content: "F9 waits for the module", trigger: ".o_counter_message:contains(Cửa chưa mở)" },
        { trigger: ".o_counter_right .o_door_handle", run: "click" },
        { trigger: ".o_counter_left .o_door:contains(open)" },
        { trigger: ".o_counter_main", run: "click" },
        { trigger: ".o_counter_done .o_door_done" },
        { trigger: ".o_counter_print:enabled" },
        { content: "a pane of the module's own", trigger: "button:contains(Cửa)", run: "click" },
        { trigger: ".o_counter_right .o_door_pane" },
    ],
});

registry.category("web_tour.tours").add("door_counter_return", {
    steps: () => [
        {
            trigger: ".o_counter_find_input:focus",
            run: () => {
                const field = document.activeElement;
                field.value = sessionStorage.door_code;
                field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            },
        },
        { trigger: ".o_counter_find_input", run: "press Enter" },
        { trigger: ".o_counter_left .o_door_opened" },
        { content: "what the server told", trigger: ".o_door_lock:contains(locked 1)" },
        { trigger: ".o_counter_identity_seen", run: "click" },
        { trigger: ".o_counter_given_back", run: "click" },
        { trigger: ".o_counter_main", run: "click" },
        { trigger: ".o_counter_message:contains(Cửa chưa mở khóa)" },
        { trigger: ".o_door_lock", run: "click" },
        { trigger: ".o_door_lock:contains(unlocked)" },
        { trigger: ".o_counter_main", run: "click" },
        { trigger: ".o_counter_done_return_result .o_door_done" },
    ],
});
