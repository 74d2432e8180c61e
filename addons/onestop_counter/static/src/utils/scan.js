import { CardError, parseCitizenCard } from "./identity";

// a dossier code holds letters, digits and the signs of code patterns, ends in a digit and has a serial number
const CODE = /^[A-Z][A-Z0-9]*(?:[.\-/][A-Z0-9]+)+$/;
const DASHES = /[‐‑‒–—−]/g;

function codeIn(text) {
    const code = text.replace(/\s+/g, "").replace(DASHES, "-").toUpperCase();
    return CODE.test(code) && /\d/.test(code) ? code : "";
}

/**
 * What a clerk typed or a scanner read in the one box of the Counter.
 *
 * @param {string} text
 * @returns {{ kind: "card", card: Object } | { kind: "identity" | "phone" | "code" | "name", text: string }
 *      | { kind: "unreadable", reason: string }}
 */
export function classify(text) {
    text = text.trim();
    if (text.includes("://")) {
        // the QR code of a slip holds the address of the public look-up
        const code = URL.canParse(text) ? new URL(text).searchParams.get("code") : "";
        return code
            ? { kind: "code", text: codeIn(code) || code }
            : { kind: "unreadable", reason: "garbage" };
    }
    if (text.includes("|")) {
        return readCard(text);
    }
    const digits = text.replace(/[\s.\-+]/g, "");
    if (/^\d{12}$/.test(digits)) {
        return { kind: "identity", text: digits };
    }
    if (/^(?:0|84)\d{9}$/.test(digits)) {
        return { kind: "phone", text: digits.replace(/^84/, "0") };
    }
    const code = codeIn(text);
    if (code) {
        return { kind: "code", text: code };
    }
    if (/^\p{L}[\p{L}\p{M} .'’-]*$/u.test(text)) {
        return { kind: "name", text };
    }
    return readCard(text);
}

function readCard(text) {
    try {
        return { kind: "card", card: parseCitizenCard(text) };
    } catch (error) {
        if (!(error instanceof CardError)) {
            throw error;
        }
        return { kind: "unreadable", reason: error.reason };
    }
}

/** Whether nobody types such a text by hand: the fields of a card, an address. */
export function looksScanned(text) {
    return text.includes("|") || text.includes("://");
}

/** Whether a scanner read this, if it came as quickly as a scanner types. */
export function isScan(text) {
    const { kind } = classify(text);
    return ["card", "identity"].includes(kind) || (kind === "code" && text.trim().length >= 10);
}

/** Fields of the applicant that an identity card tells. */
export function personOfCard(card) {
    return {
        applicant_kind: "person",
        applicant_identity: card.number,
        ...(card.name && {
            applicant_name: card.name,
            applicant_birth_date: card.birth_date,
            applicant_sex: card.sex,
            applicant_address: card.address,
        }),
    };
}
