import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeyButton } from "../components/key_button";
import { verdicts } from "../model/rating";
import { KEYS } from "../hooks/keys";

/** All keys, on one page. */
export class HelpPane extends Component {
    static template = "onestop_counter.HelpPane";
    static components = { KeyButton };
    static props = { counter: Object };

    setup() {
        this.counter = useState(this.props.counter);
        this.keys = KEYS;
        this.rows = [
            [
                KEYS.person,
                _t("The person or the slip: scan, or type a number, a phone, a code or a name"),
            ],
            [KEYS.submitter, _t("Somebody hands the dossier in for the applicant")],
            [KEYS.procedure, _t("Search the procedure; Enter takes the first one")],
            [KEYS.rechoose, _t("Of an opened dossier: correct procedure, case or channel")],
            [KEYS.check, _t("Due date and why, details")],
            ["↑ ↓", _t("Move in a list")],
            [_t("Space"), _t("Tick a paper")],
            ["Enter", _t("Choose; at a paper: copies and remark")],
            [KEYS.allPapers, _t("All required papers are there")],
            [KEYS.attach, _t("Attach scans to the paper; or drop them on it, or paste a picture")],
            [KEYS.main, _t("Receive and print; hand over; accept")],
            [KEYS.sameDay, _t("Receive, decide and hand over at once")],
            [
                verdicts()
                    .map((verdict) => verdict.key)
                    .join(" "),
                _t("After the hand-over: the citizen rates"),
            ],
            [KEYS.supplement, _t("Not complete: say once what is missing")],
            [KEYS.refuse, _t("Refuse to receive")],
            [KEYS.inbox, _t("Dossiers that came online")],
            [KEYS.print, _t("Print the last slip or letter again")],
            [KEYS.fresh, _t("Next person: clear what was entered")],
            [KEYS.undo, _t("Take back what was cleared")],
            [KEYS.back, _t("Back")],
            [`${KEYS.help}, ?`, _t("This help")],
        ];
    }
}
