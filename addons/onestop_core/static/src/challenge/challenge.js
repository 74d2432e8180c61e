/* A module of its own, loaded by the pages that show a challenge and by no other: see views/onestop_challenge_templates.xml. */
import "/onestop_core/static/lib/altcha/altcha.min.js";
import "/onestop_core/static/lib/altcha/vi.js";

// before the widgets ask for a worker
globalThis.$altcha.algorithms.set(
    "PBKDF2/SHA-256",
    () => new Worker("/onestop_core/static/lib/altcha/pbkdf2.js"),
);
globalThis.$altcha.defaults.set({
    // nothing of how somebody moves the pointer is collected, and no link leads out
    humanInteractionSignature: false,
    hideLogo: true,
    hideFooter: true,
    language: document.documentElement.lang,
});

for (const box of document.querySelectorAll(".o_challenge")) {
    const form = box.closest("form");
    const slowly = box.querySelector(".o_challenge_slowly");
    const widget = box.querySelector("altcha-widget");
    // Browsers let scripts derive keys on https and on this machine alone: elsewhere the slow way stays.
    if (!globalThis.isSecureContext) {
        widget.remove();
        continue;
    }
    slowly.hidden = true;
    widget.addEventListener("statechange", (event) => {
        const { state } = event.detail;
        // what fails does so for good (an old browser, a worker that is blocked)
        slowly.hidden = state !== "error";
        if (state === "verified" && box.dataset.goOn !== undefined) {
            form.requestSubmit();
        }
    });
}
