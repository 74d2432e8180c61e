import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatMoment } from "@onestop_core/backend/moment";

/** Words of the Counter that several panes say. Functions, because translations are known only after loading. */

export function channelLabels() {
    return { direct: _t("At the desk"), online: _t("Online"), post: _t("By post") };
}

export function sexLabels() {
    return { male: _t("Male"), female: _t("Female") };
}

export function doubtLabels() {
    return {
        not_twelve_digits: _t("An identity number has twelve digits."),
        old_number: _t("An old number of nine digits, no longer issued."),
        unknown_province: _t("The first three digits are those of no province."),
        birth_year_differs: _t("The number says another year of birth."),
        birth_in_future: _t("The birth lies in the future."),
        sex_differs: _t("The number says another sex."),
        tax_format: _t("A tax code has ten digits, and three more for a branch."),
        tax_check_digit: _t("The tax code cannot be right: its last digit does not fit."),
        phone_unreadable: _t("The phone number cannot be read: check its digits."),
        email_unreadable: _t("The e-mail address cannot work: check it."),
        unreachable: _t(
            "No mobile number and no e-mail address: notices cannot reach the citizen.",
        ),
    };
}

export function unreadableLabels() {
    return {
        empty: _t("Nothing was scanned."),
        health_insurance: _t("This is a health insurance card. Scan the identity card."),
        old_number: _t("This is an old identity card of nine digits. Enter the person by hand."),
        garbage: _t(
            "This is neither an identity card nor a receipt slip. Scan again, or enter the person by hand.",
        ),
    };
}

/** @param {string|false} moment as the server writes it, in UTC */
export function momentWords(moment) {
    return moment ? formatMoment(deserializeDateTime(moment)) : "";
}

/** @param {string|false} day yyyy-MM-dd */
export function dayWords(day) {
    return day ? day.split("-").reverse().join("/") : "";
}

/**
 * A day as people type it: 1/2/1990, 01021990, 01-02-1990.
 *
 * @param {string} text
 * @returns {string|false} yyyy-MM-dd; false when the text is no day
 */
export function parseTypedDay(text) {
    const parts = text.trim().match(/^(\d{1,2})[/.\- ]?(\d{1,2})[/.\- ]?(\d{4})$/);
    if (!parts) {
        return false;
    }
    const day = luxon.DateTime.fromObject({
        day: Number(parts[1]),
        month: Number(parts[2]),
        year: Number(parts[3]),
    });
    return day.isValid ? day.toISODate() : false;
}

/** A year alone, of a person who knows no more: 1950. @returns {number|false} */
export function parseTypedYear(text) {
    return /^(?:18[5-9]|19|20)[0-9]+$/.test(text.trim()) && text.trim().length === 4
        ? Number(text)
        : false;
}

/** When somebody was born, as far as it is known. */
export function birthWords({ applicant_birth_date, applicant_birth_year }) {
    return dayWords(applicant_birth_date) || String(applicant_birth_year || "");
}

/** When a paper is to be handed in that not everybody brings, as the catalogue says; "" of what all bring. */
export function conditionWords({ condition, required }) {
    if (required) {
        return "";
    }
    return (
        { conditional: _t("in some cases"), alternative: _t("one of several") }[condition] ||
        _t("if any")
    );
}

/** What the desk may find in a national database. */
export function lookupLabels() {
    return {
        found: _t("taken from the database"),
        absent: _t("not there"),
        incomplete: _t("incomplete or wrong there"),
        down: _t("cannot be reached"),
    };
}

/** What was found when the paper was looked at, if it was asked for. */
export function verdictWords({ verdict, verdict_note }) {
    const words = { missing: _t("missing"), wrong: _t("not as it should be") }[verdict];
    return words ? [words, verdict_note].filter(Boolean).join(": ") : "";
}

/** @param {{ name: string }[]} papers that are required and not there */
export function missingWords(papers) {
    const names = papers.map((paper) => paper.name).join("; ");
    return _t("Missing: %s. Tick what is there, or ask for the rest once (F7).", names);
}

/** How many pieces of a paper are asked for: "1 original, 2 copies". */
export function countWords(paper) {
    return [
        paper.originals && _t("%s original(s)", paper.originals),
        paper.certified_copies && _t("%s certified copy(ies)", paper.certified_copies),
        paper.copies && _t("%s plain copy(ies)", paper.copies),
    ]
        .filter(Boolean)
        .join(", ");
}
