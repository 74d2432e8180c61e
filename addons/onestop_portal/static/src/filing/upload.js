/** @odoo-module ignore **/
/* Files of a filing go in parts of which each is kept: a line that breaks costs one part. Without it, the form sends them whole. */
(function () {
    "use strict";

    const form = document.querySelector("form[data-parts]");
    if (!form || !window.fetch || !window.FormData) {
        return;
    }
    const PART = Number(form.dataset.part);
    let pending = 0;
    form.classList.add("scripted");

    function wait(seconds) {
        return new Promise(function (resolve) {
            setTimeout(resolve, seconds * 1000);
        });
    }

    async function post(address, values) {
        const body = new FormData();
        body.append("csrf_token", form.dataset.csrf);
        Object.keys(values).forEach(function (name) {
            body.append(name, values[name]);
        });
        const response = await fetch(address, { method: "POST", body, credentials: "same-origin" });
        const answer = await response.json();
        return {
            status: response.status,
            answer,
            after: Number(response.headers.get("Retry-After")) || 0,
        };
    }

    // goes on where the server says that it is, for as long as the page is open
    async function insist(step, state) {
        for (let tries = 0; ; tries++) {
            try {
                const reply = await step();
                if (reply.status === 429 || reply.status >= 500) {
                    await wait(reply.after || Math.min(2 + tries * 2, 20));
                    continue;
                }
                return reply;
            } catch {
                state.textContent = form.dataset.wordsBroken;
                await wait(Math.min(2 + tries * 2, 20));
            }
        }
    }

    function refused(name, message, state) {
        state.textContent = name + ": " + message;
        state.classList.add("wrong");
    }

    // the page may not be on https, where alone the browser has randomUUID
    function uuid() {
        const bytes = crypto.getRandomValues(new Uint8Array(16));
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }

    // most files are no larger than a part and need one request; of others each part is kept
    async function send(file, input, state) {
        const name = uuid();
        let reply = await insist(function () {
            return post(form.dataset.parts, {
                paper: input.dataset.paper,
                name: file.name,
                size: file.size,
                client_uuid: name,
                part: file.slice(0, PART),
            });
        }, state);
        const address = form.dataset.parts + "/" + reply.answer.file;
        while ((reply.status === 200 || reply.status === 409) && reply.answer.state !== "ready") {
            const at = reply.answer.offset;
            state.textContent =
                form.dataset.wordsSending +
                " " +
                file.name +
                " " +
                Math.round((at / file.size) * 100) +
                " %";
            reply = await insist(function () {
                return post(address, at < file.size ? { at, part: file.slice(at, at + PART) } : {});
            }, state);
        }
        if (reply.status !== 200) {
            return refused(file.name, reply.answer.message, state);
        }
        show(reply.answer, input);
        state.textContent = form.dataset.wordsDone + ": " + reply.answer.name;
    }

    function show(file, input) {
        const list = form.querySelector('ol[data-paper="' + input.dataset.paper + '"]');
        const line = document.createElement("li");
        const name = document.createElement("span");
        name.className = "file_name";
        name.textContent = file.name;
        const remove = document.createElement("button");
        remove.type = "submit";
        remove.name = "remove";
        remove.value = file.file;
        remove.className = "link";
        remove.textContent = form.dataset.wordsRemove + " " + file.name;
        line.append(name, " ", remove);
        list.append(line);
    }

    form.querySelectorAll("input[type=file]").forEach(function (input) {
        const state = input.parentElement.querySelector(".upload_state");
        input.addEventListener("change", async function () {
            const files = Array.from(input.files);
            // sent here, not with the form once more
            input.value = "";
            state.classList.remove("wrong");
            pending++;
            for (const file of files) {
                await send(file, input, state);
            }
            pending--;
        });
    });

    form.addEventListener("submit", function (event) {
        if (pending) {
            event.preventDefault();
            event.stopImmediatePropagation();
            const open = form.querySelector(".upload_state:not(:empty)");
            if (open) {
                open.scrollIntoView({ block: "center" });
            }
        }
    });
})();
