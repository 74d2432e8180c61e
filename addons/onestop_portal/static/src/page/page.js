/** @odoo-module ignore **/
/* What every page may use. All of them work without it. */
(function () {
    "use strict";

    // a form is sent once, however often its button is pressed
    document.addEventListener("submit", function (event) {
        const form = event.target;
        // what is downloaded leaves the page as it is
        if (event.defaultPrevented || form.method !== "post" || form.dataset.again) {
            return;
        }
        if (form.dataset.sent) {
            event.preventDefault();
            return;
        }
        form.dataset.sent = "1";
        form.setAttribute("aria-busy", "true");
    });

    // who comes back by the browser's own button may send again
    window.addEventListener("pageshow", function () {
        document.querySelectorAll("form[data-sent]").forEach(function (form) {
            delete form.dataset.sent;
            form.removeAttribute("aria-busy");
        });
    });

    // what is wrong stands at the top of the page, and is read first
    const summary = document.querySelector("[data-focus]");
    if (summary) {
        summary.focus();
    }
})();
