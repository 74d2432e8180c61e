import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";

const PAPER_KEY = "onestop_counter_paper";
const SLIPS = {
    a4: "onestop_core.action_report_receipt_slip",
    a5: "onestop_core.action_report_receipt_slip_a5",
    roll: "onestop_core.action_report_receipt_slip_roll",
};
const LETTER = "onestop_core.action_report_dossier_letter";

/** What the clerk can act on: a refusal or a lost line in words; of a fault of the server no more than that it is one. */
function said(error) {
    if (error.data && !error.data.name?.startsWith("odoo.exceptions.")) {
        return _t("The server could not make the document.");
    }
    return error.data?.message || error.message;
}

/**
 * Prints slips and letters the way of every other report of Odoo, so that a module that sends reports straight
 * to a printer (OCA base_report_to_printer) works here too. The size of the slip belongs to the computer, as the
 * printer does.
 */
export class Printer {
    /**
     * @param {CounterModel} counter
     * @param {Function} doAction of Odoo's action service
     */
    constructor(counter, doAction) {
        this.counter = counter;
        this.doAction = doAction;
        const paper = browser.localStorage.getItem(PAPER_KEY);
        this.paper = paper in SLIPS || paper === "none" ? paper : "a4";
        // how many are being printed now, or wait for their turn
        this.running = 0;
        this.last = null;
    }

    static papers() {
        return {
            a4: "A4",
            a5: "A5",
            roll: "80 mm",
            none: _t("Only when asked"),
        };
    }

    choosePaper(paper) {
        this.paper = paper;
        browser.localStorage.setItem(PAPER_KEY, paper);
    }

    /** What comes out by itself when something was done. */
    printDone() {
        const { code, kind, id, letter_id } = this.counter.done;
        if (kind === "not_complete" || kind === "refuse") {
            return this.printLetter(letter_id);
        }
        // a slip that was corrected replaces the one in the citizen's hands
        if (kind === "rechoose" && code) {
            return this.printSlip(id);
        }
        if (kind === "received" && this.paper !== "none") {
            return this.printSlip(id);
        }
    }

    /** Ctrl+P: the slip or letter of what was done last, or of the opened dossier. */
    printAgain() {
        const { done, opened } = this.counter;
        if (opened.dossier?.code) {
            return this.printSlip(opened.dossier.id);
        }
        if (done?.letter_id && !["received", "rechoose"].includes(done.kind)) {
            return this.printLetter(done.letter_id);
        }
        if (done?.id) {
            return this.printSlip(done.id);
        }
        this.counter.say(_t("There is nothing to print: receive or open a dossier first."));
    }

    printSlip(dossierId) {
        return this.print(SLIPS[this.paper] || SLIPS.a4, "onestop.dossier", dossierId);
    }

    printLetter(letterId) {
        return this.print(LETTER, "onestop.dossier.letter", letterId);
    }

    /** One after the other: Odoo's action service forgets an action that another one overtakes. */
    print(report, model, id) {
        const run = () => this.send(report, model, id);
        this.last = this.running++ ? this.last.then(run) : run();
        return this.last;
    }

    async send(report, model, id) {
        try {
            await this.doAction(report, {
                additionalContext: { active_model: model, active_id: id, active_ids: [id] },
                // the clerk goes on with the next person meanwhile
                background: true,
            });
        } catch (error) {
            // printing again changes nothing: what was received is received
            const why = said(error);
            this.counter.say(_t("Not printed: %s Print again with Ctrl+P.", why), "danger");
        } finally {
            this.running--;
        }
    }
}
