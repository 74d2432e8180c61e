import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("onestop_kiosk_strip", {
    steps: () => [
        // the counter at which one sits is chosen once
        {
            trigger: ".o_counter_place",
            run: ({ anchor }) => {
                const [first] = [...anchor.options].filter((option) =>
                    option.text.startsWith("Quầy 1"),
                );
                anchor.value = first.value;
                anchor.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        { trigger: ".o_hall_waiting:contains(2)" },
        { trigger: ".o_hall_call", run: "click" },
        { trigger: ".o_hall_ticket:contains(A001)" },
        { trigger: ".o_hall_again", run: "click" },
        { trigger: ".o_hall_ticket:contains(2)" },
        { trigger: ".o_hall_here", run: "click" },
        { trigger: ".o_hall:not(:has(.o_hall_here)) .o_hall_finish" },
        // the next one is called by the key: the visit before is over
        { trigger: "body", run: "press Alt+g" },
        { trigger: ".o_hall_ticket:contains(A002)" },
        { trigger: ".o_hall_hold", run: "click" },
        { trigger: ".o_hall_aside:contains(1)" },
    ],
});
