import { registry } from "@web/core/registry";

/** What a scanner does that types. */
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

registry.category("web_tour.tours").add("onestop_portal_counter", {
    steps: () => [
        { trigger: ".o_counter_find_input" },
        { trigger: ".o_portal_prepared_toggle", run: "click" },
        { content: "a wrong code says so", trigger: ".o_portal_code", run: "edit XXXX" },
        { trigger: ".o_portal_prepared_form button", run: "click" },
        { trigger: ".o_portal_prepared_form [role=alert]" },
        {
            trigger: ".o_portal_code",
            run(helpers) {
                // the tab that opens is another page
                window.open = (path) => {
                    sessionStorage.onestop_test_opened = path;
                };
                helpers.edit(sessionStorage.onestop_test_desk_code);
            },
        },
        { trigger: ".o_portal_prepared_form button", run: "click" },
        { trigger: ".o_portal_prepared:not(:has(.o_portal_prepared_form))" },
        {
            trigger: ".o_counter_find_input",
            run() {
                if (!sessionStorage.onestop_test_opened.includes("/dich-vu-cong/ho-so-nhap/")) {
                    throw new Error("the filing was not opened");
                }
                this.anchor.focus();
                scan(
                    `${location.origin}/dich-vu-cong/tra-cuu?code=${sessionStorage.onestop_test_code}`,
                );
            },
        },
        { trigger: ".o_portal_account button", run: "click" },
        { trigger: ".o_portal_account p.text-success:contains(0912345678)" },
    ],
});
