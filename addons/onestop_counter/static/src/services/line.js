import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { ConnectionAbortedError, ConnectionLostError, rpc } from "@web/core/network/rpc";
import { user } from "@web/core/user";

const MODEL = "onestop.counter.app";
// a server that says nothing for so long is as good as dead
const PATIENCE = 30_000;
const FIRST_PROBE = 1_500;
const LAST_PROBE = 10_000;
// a server in front of Odoo that does not reach it
const GATEWAY_ERRORS = [502, 503, 504];
const IN_WORDS = ["UserError", "AccessError", "ValidationError", "MissingError", "RedirectWarning"];

/** The server could not be reached, or did not answer: whether it did what was asked is not known. */
export class LineLost extends Error {}

/** The server refused, in words for the person at the screen. */
export class Refused extends Error {}

/** It did so only because the user has to sign in again. */
export class SessionEnded extends Refused {}

/** The line to the server: whether it stands, and calls whose errors are either of the two above. */
export class Line {
    constructor({ onLost, onBack }) {
        this.up = true;
        this.closed = false;
        this.onLost = onLost;
        this.onBack = onBack;
        this.delay = FIRST_PROBE;
        this.onOnline = () => this.probe();
        browser.addEventListener("online", this.onOnline);
    }

    /**
     * @param {string} method of the model `onestop.counter.app`
     * @param {Array} args
     * @throws {LineLost|Refused}
     */
    async call(method, args = [], kwargs = {}) {
        const request = rpc(
            `/web/dataset/call_kw/${MODEL}/${method}`,
            { model: MODEL, method, args, kwargs: { ...kwargs, context: user.context } },
            { silent: true },
        );
        const patience = browser.setTimeout(() => request.abort(), PATIENCE);
        try {
            const answer = await request;
            this.recovered();
            return answer;
        } catch (error) {
            if (error instanceof ConnectionLostError || error instanceof ConnectionAbortedError) {
                this.lost();
                throw new LineLost();
            }
            if (isCovered(error)) {
                // for Odoo, which covers the screen and asks for the password
                Promise.reject(error);
            }
            throw new Refused(this.words(error));
        } finally {
            browser.clearTimeout(patience);
        }
    }

    words(error) {
        const name = error.exceptionName || "";
        if (name.endsWith("SessionExpiredException")) {
            return sessionEnded();
        }
        if (isCovered(error)) {
            return _t("Confirm first that it is you: what you entered is kept.");
        }
        if (IN_WORDS.some((one) => name.endsWith(one))) {
            return error.data.message;
        }
        return notNow();
    }

    /**
     * Send a form with a file.
     *
     * @param {string} address
     * @param {FormData} form
     * @param {(share: number) => void} onProgress how much has gone out, from 0 to 1
     * @returns {Promise<Object>} the answer
     * @throws {LineLost|Refused|SessionEnded}
     */
    async upload(address, form, onProgress) {
        form.append("csrf_token", odoo.csrf_token);
        const { status, text } = await this.post(address, form, onProgress);
        if (!status || GATEWAY_ERRORS.includes(status)) {
            this.lost();
            throw new LineLost();
        }
        this.recovered();
        const answer = parse(text);
        if (status === 200 && answer) {
            return answer;
        }
        if (status === 422 && answer) {
            throw new Refused(answer.message);
        }
        // sent on to the page for signing in, or with the token of an earlier session
        if (status === 200 || status === 400) {
            throw new SessionEnded(sessionEnded());
        }
        throw new Refused(
            status === 404 ? _t("The dossier is no longer in your sight.") : notNow(),
        );
    }

    /** @returns {Promise<{ status: number, text: string }>} status 0 if the server was not reached */
    post(address, form, onProgress) {
        const request = new browser.XMLHttpRequest();
        let patience;
        // a large file on a slow line takes its time: only silence counts
        const goesOn = () => {
            browser.clearTimeout(patience);
            patience = browser.setTimeout(() => request.abort(), PATIENCE);
        };
        request.upload.addEventListener("progress", (ev) => {
            goesOn();
            onProgress(ev.loaded / ev.total);
        });
        return new Promise((resolve) => {
            const end = () => {
                browser.clearTimeout(patience);
                resolve({ status: request.status, text: request.responseText });
            };
            for (const name of ["load", "error", "abort"]) {
                request.addEventListener(name, end);
            }
            request.open("POST", address);
            request.send(form);
            goesOn();
        });
    }

    lost() {
        if (this.closed) {
            return;
        }
        if (this.up) {
            this.up = false;
            this.onLost();
        }
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.probe(), this.delay);
    }

    recovered() {
        this.delay = FIRST_PROBE;
        browser.clearTimeout(this.timer);
        if (!this.up) {
            this.up = true;
            this.onBack();
        }
    }

    async probe() {
        if (this.up) {
            return;
        }
        try {
            await rpc("/web/webclient/version_info", {}, { silent: true });
        } catch {
            this.delay = Math.min(this.delay * 1.5, LAST_PROBE);
            this.lost();
            return;
        }
        this.recovered();
    }

    /** Hear and say nothing any more. */
    close() {
        browser.clearTimeout(this.timer);
        browser.removeEventListener("online", this.onOnline);
        this.up = true;
        this.closed = true;
    }
}

/** Whether the server waits for the password, since nobody touched the screen for long. */
function isCovered(error) {
    return (error.exceptionName || "").endsWith("CheckIdentityException");
}

function sessionEnded() {
    return _t("Your session has ended. Reload the page and sign in: what you entered is kept.");
}

function notNow() {
    return _t(
        "The server could not do this now. What you entered is kept; try again, or tell your administrator.",
    );
}

function parse(text) {
    try {
        return JSON.parse(text);
    } catch {
        // a page in place of an answer
        return null;
    }
}
