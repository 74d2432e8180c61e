import { registry } from "@web/core/registry";

// A drawer in the back office: counted blind, closed with a difference, handed over, counted again.

const note = (at, pieces) => [
    { trigger: `.modal .o_data_row:eq(${at}) td[name=pieces]`, run: "click" },
    { trigger: `.modal .o_data_row:eq(${at}) td[name=pieces] input`, run: `edit ${pieces}` },
];

const confirm = () => ({ trigger: ".modal button[name=action_confirm]", run: "click" });

registry.category("web_tour.tours").add("onestop_drawer_close", {
    steps: () => [
        { trigger: ".o_data_row td[name=counter_id]", run: "click" },
        { trigger: ".o_form_view button[name=action_count]", run: "click" },
        ...note(0, 1),
        ...note(4, 1),
        confirm(),
        { content: "now it is told", trigger: ".modal [name=expected_amount]:contains(524.000)" },
        { trigger: ".modal [name=reason] textarea", run: "edit Trả thừa tiền lẻ" },
        { trigger: ".modal [name=receiver_id] input", run: "edit accountant" },
        { trigger: ".o-autocomplete--dropdown-item:contains(accountant)", run: "click" },
        confirm(),
        { trigger: ".o_arrow_button_current[data-value=closed]" },
    ],
});

registry.category("web_tour.tours").add("onestop_drawer_take_over", {
    steps: () => [
        { trigger: ".o_data_row td[name=counter_id]", run: "click" },
        { trigger: ".o_form_view button[name=action_receive]", run: "click" },
        ...note(0, 1),
        ...note(4, 1),
        confirm(),
        { trigger: ".o_arrow_button_current[data-value=received]" },
    ],
});
