import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { ConnectionAbortedError, ConnectionLostError, rpc } from "@web/core/network/rpc";
import { user } from "@web/core/user";

const MODEL = "onestop.counter.app";
// a server that says nothing for so long is as good as dead
const PATIENCE = 30_000;
const FIRST_PROBE = 1_500;
const LAST_PROBE = 10_000;
const IN_WORDS = ["UserError", "AccessError", "ValidationError", "MissingError", "RedirectWarning"];

/** The server could not be reached, or did not answer: whether it did what was asked is not known. */
export class LineLost extends Error {}

/** The server refused, in words for the person at the screen. */
export class Refused extends Error {}

/** The line to the server: whether it stands, and calls whose errors are either of the two above. */
export class Line {
    constructor({ onLost, onBack }) {
        this.up = true;
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
            throw new Refused(this.words(error));
        } finally {
            browser.clearTimeout(patience);
        }
    }

    words(error) {
        const name = error.exceptionName || "";
        if (name.endsWith("SessionExpiredException")) {
            return _t(
                "Your session has ended. Reload the page and sign in: what you entered is kept.",
            );
        }
        if (IN_WORDS.some((one) => name.endsWith(one))) {
            return error.data.message;
        }
        return _t(
            "The server could not do this now. What you entered is kept; try again, or tell your administrator.",
        );
    }

    lost() {
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
    }
}
