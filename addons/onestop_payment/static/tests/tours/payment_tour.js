import { registry } from "@web/core/registry";

// Fees in the back office: what is owed is let off or taken, a receipt is replaced, money goes back with a second person.

registry.category("web_tour.tours").add("onestop_payment_take", {
    steps: () => [
        { trigger: ".o_data_row:contains(Nguyễn Thị Thử) td[name=payer_name]", run: "click" },
        {
            content: "the fee explains itself",
            trigger: ".o_form_view [name=explanation]:contains(24.000)",
        },
        { trigger: ".o_onestop_change", run: "click" },
        { trigger: ".modal [name=exemption_id] input", run: "edit Hộ nghèo" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Hộ nghèo)", run: "click" },
        {
            content: "which proof is asked for",
            trigger: ".modal [name=proof_asked]:contains(hộ nghèo)",
        },
        { trigger: ".modal [name=proof] input", run: "edit Giấy chứng nhận hộ nghèo số 12/2026" },
        { trigger: ".modal button[name=action_apply]", run: "click" },
        {
            content: "half of it is left",
            trigger: ".o_form_view [name=remaining]:contains(12.000)",
        },
        { trigger: ".o_onestop_take", run: "click" },
        { trigger: ".modal [name=method] input[data-value=transfer]", run: "click" },
        { trigger: ".modal [name=reference] input", run: "edit FT26330123 NOP LE PHI" },
        { trigger: ".modal button[name=action_collect]", run: "click" },
        {
            content: "the receipt has its number",
            trigger: "[name=receipt_ids] .o_data_row:contains(EBL01)",
        },
        { trigger: "[name=receipt_ids] .o_data_row td[name=name]", run: "click" },
        { trigger: ".o_form_view h1 [name=name]:contains(EBL01)" },
    ],
});

registry.category("web_tour.tours").add("onestop_payment_replace", {
    steps: () => [
        { trigger: ".o_data_row:contains(EBL01) td[name=name]", run: "click" },
        { trigger: ".o_onestop_replace", run: "click" },
        { trigger: ".modal [name=payer_name] input", run: "edit Nguyễn Thị Thử Nghiệm" },
        { trigger: ".modal [name=reason] input", run: "edit Ghi sai tên" },
        { trigger: ".modal button[name=action_replace]", run: "click" },
        {
            content: "the new one says whose place it takes",
            trigger: "[name=replaces_id]:contains(EBL01)",
        },
        { trigger: "[name=payer_name]:contains(Nguyễn Thị Thử Nghiệm)" },
    ],
});

registry.category("web_tour.tours").add("onestop_payment_give_back", {
    steps: () => [
        { trigger: ".o_data_row:contains(Nguyễn Thị Thử) td[name=payer_name]", run: "click" },
        { trigger: ".o_onestop_back", run: "click" },
        { trigger: ".modal [name=reason] input", run: "edit Công dân nộp trùng" },
        {
            content: "it goes back as it came",
            trigger: ".modal [name=method] input[data-value=transfer]:checked",
        },
        { trigger: ".modal [name=account] input", run: "edit 0123456789 – BIDV" },
        { trigger: ".modal .o_onestop_give_back", run: "click" },
        {
            content: "it waits for somebody else",
            trigger: ".o_arrow_button_current[data-value=proposed]",
        },
    ],
});

registry.category("web_tour.tours").add("onestop_payment_not_mine", {
    steps: () => [
        { trigger: ".o_data_row.text-warning td[name=payer_name]", run: "click" },
        { trigger: ".o_arrow_button_current[data-value=proposed]" },
        { trigger: ".o_form_view:not(:has(button[name=action_approve_refund]))" },
    ],
});

registry.category("web_tour.tours").add("onestop_payment_approve", {
    steps: () => [
        { trigger: ".o_data_row.text-warning td[name=payer_name]", run: "click" },
        { trigger: "button[name=action_approve_refund]", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: ".o_arrow_button_current[data-value=done]" },
    ],
});
