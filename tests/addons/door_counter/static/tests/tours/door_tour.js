import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("door_counter", {
    steps: () => [
        { trigger: ".o_counter_find_input" },
        { trigger: ".o_counter_left .o_door:contains(ajar)" },
    ],
});
