import { registry } from "@web/core/registry";

const CONFIRM = ".modal button[name=action_confirm]";

// A dossier from the counter to its result, on the screens of three people.

registry.category("web_tour.tours").add("onestop_dossier_receive", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        {
            content: "accents are not needed",
            trigger: "[name=procedure_id] input",
            run: "edit thu tuc ba ngay",
        },
        { trigger: ".o-autocomplete--dropdown-item:contains(Thủ tục ba ngày)", run: "click" },
        {
            content: "its papers appear",
            trigger: "[name=document_ids] .o_data_row:contains(Giấy tờ 5)",
        },
        { trigger: "[name=applicant_name] input", run: "edit Nguyễn Thị Hoa" },
        { trigger: "[name=applicant_address] input", run: "edit Xã Một" },
        { content: "with a paper missing", trigger: ".o_onestop_act_receive", run: "click" },
        {
            content: "the message names it",
            trigger: ".modal:contains(Giấy tờ 1) .modal-footer button",
            run: "click",
        },
        ...[1, 2, 3, 4, 5].flatMap((n) => [
            {
                trigger: `[name=document_ids] .o_data_row:contains(Giấy tờ ${n}) [name=handed_in] input`,
                run: "click",
            },
            {
                trigger: `[name=document_ids] .o_data_row:contains(Giấy tờ ${n}) .o_onestop_paper_there`,
            },
        ]),
        { trigger: ".o_onestop_act_receive", run: "click" },
        {
            content: "the code is shown and the slip offered",
            trigger: ".o_onestop_print_offer:contains(H99.11)",
        },
        { trigger: ".modal .o_onestop_print" },
        { trigger: ".modal .modal-footer .btn-secondary", run: "click" },
        {
            content: "the form behind shows the received dossier",
            trigger: "h1 [name=code]:contains(H99.11)",
        },
        { trigger: ".o_onestop_act_forward", run: "click" },
        {
            content: "the only specialist there is proposed",
            trigger: ".modal [name=user_id] input:value(specialist)",
        },
        { trigger: CONFIRM, run: "click" },
        {
            content: "it is in other hands now",
            trigger: ".o_form_view:not(:has(.o_onestop_act_forward)) h1",
        },
    ],
});

registry.category("web_tour.tours").add("onestop_dossier_appraise", {
    steps: () => [
        { trigger: ".o_data_row [name=applicant_name]:contains(Nguyễn Thị Hoa)", run: "click" },
        { trigger: ".o_onestop_dossier_due .o_onestop_due_on_time" },
        { trigger: ".o_onestop_why summary", run: "click" },
        {
            content: "the due date is explained",
            trigger: ".o_onestop_why[open] .o_onestop_ledger tbody tr",
        },
        { trigger: ".o_onestop_act_forward", run: "click" },
        { trigger: CONFIRM, run: "click" },
        { trigger: ".o_form_view:not(:has(.o_onestop_act_forward)) h1" },
    ],
});

registry.category("web_tour.tours").add("onestop_dossier_approve", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(Nguyễn Thị Hoa) .o_list_record_selector input",
            run: "click",
        },
        { trigger: ".o_onestop_batch_approve", run: "click" },
        { trigger: CONFIRM, run: "click" },
        { content: "nothing waits any more", trigger: ".o_view_nocontent_smiling_face" },
    ],
});
