import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";

const PAPER_KEY = "onestop_counter_paper";
const SLIPS = {
    a4: "onestop_core.action_report_receipt_slip",
    a5: "onestop_core.action_report_receipt_slip_a5",
    roll: "onestop_core.action_report_receipt_slip_roll",
};
const LETTER = "onestop_core.action_report_dossier_letter";

/**
 * Prints slips and letters the way of every other report of Odoo, so that a module that sends reports straight
 * to a printer (OCA base_report_to_printer) works here too. The size of the slip belongs to the computer, as the
 * printer does.
 */
export class Printer {
    constructor(action) {
        this.action = action;
        const paper = browser.localStorage.getItem(PAPER_KEY);
        this.paper = paper in SLIPS || paper === "none" ? paper : "a4";
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

    printSlip(dossierId) {
        return this.print(SLIPS[this.paper] || SLIPS.a4, "onestop.dossier", dossierId);
    }

    printLetter(letterId) {
        return this.print(LETTER, "onestop.dossier.letter", letterId);
    }

    print(report, model, id) {
        return this.action.doAction(report, {
            additionalContext: { active_model: model, active_id: id, active_ids: [id] },
            // the clerk goes on with the next person meanwhile
            background: true,
        });
    }
}
