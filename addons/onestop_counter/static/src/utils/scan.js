import { CardError, parseCitizenCard } from "./citizen_card";
import { cleanIdentity, identityKind, identityNumbers } from "./identity";
import { phones } from "./phone";
import { tidy } from "./tidy";

// a dossier code holds letters, digits and the signs of code patterns, ends in a digit and has a serial number
const CODE = /^[A-Z][A-Z0-9]*(?:[.\-/][A-Z0-9]+)+$/;
const DASHES = /[‐‑‒–—−]/g;
// what ends up beside a code that is copied out of a sentence
const AROUND = /^[-._/:;,!?"'“”()[\]]+|[-._/:;,!?"'“”()[\]]+$/g;
// where in a field that held a text already a scan may begin: a card, the address on a slip
const SCAN_BEGINS = /(?=[0-9]{12}\|[^|]*\|)|(?=https?:\/\/)/g;

/** The dossier code in a text, as engine/codes.py of the core reads it; else an empty text. */
export function readCode(text) {
    text = text.trim();
    if (text.includes("://")) {
        const url = URL.canParse(text) ? new URL(text) : null;
        // the QR code of a slip: /dich-vu-cong/phieu/<code>/<token>
        const [, first, second, code] = url?.pathname.split("/") || [];
        const onSlip = first === "dich-vu-cong" && second === "phieu" && code;
        text = onSlip ? decodeURIComponent(code) : url?.searchParams.get("code") || "";
    }
    const code = tidy(text).replaceAll(" ", "").replace(DASHES, "-").toUpperCase();
    const bare = code.replace(AROUND, "");
    return bare.length <= 64 && /^[A-Z0-9\-._/]*$/.test(bare) ? bare : "";
}

/**
 * What a clerk typed or a scanner read in the one box of the Counter.
 *
 * @param {string} text
 * @returns {{ kind: "card", card: Object } | { kind: "number", identities: string[], phones: string[] }
 *      | { kind: "code" | "name", text: string } | { kind: "unreadable", reason: string }}
 *      of a number of ten digits it may not be known whether it is a phone's or a tax code: then it has both
 */
export function classify(text) {
    text = text.trim();
    if (text.includes("://")) {
        // the QR code of a slip holds the address of the public look-up
        const code = readCode(text);
        return code ? { kind: "code", text: code } : { kind: "unreadable", reason: "garbage" };
    }
    if (text.includes("|")) {
        return readCard(text);
    }
    const code = readCode(text);
    // a code holds signs where a passport with signs in it would hold none: H25.12.21-261122-0001, C-1234567
    if (
        CODE.test(code) &&
        /\d/.test(code) &&
        !identityKind(cleanIdentity(code.replaceAll("/", "_")))
    ) {
        return { kind: "code", text: code };
    }
    const identities = identityNumbers(text);
    const numbers = phones(text);
    if (identities.length || numbers.length) {
        return { kind: "number", identities, phones: numbers };
    }
    const name = tidy(text);
    // organisations have digits in their names
    if (/^\p{L}.*\p{L}/u.test(name) && !/^[A-Z]{2}[0-9]{13}$/.test(name)) {
        return { kind: "name", text: name };
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
    const found = classify(text);
    return (
        found.kind === "card" ||
        (found.kind === "number" && identityKind(tidy(text)) === "identity") ||
        (found.kind === "code" && text.trim().length >= 10)
    );
}

/**
 * A scan at the end of what a field holds, by what it is and not by how it came: with pauses, or by a keyboard that
 * names no keys.
 *
 * @param {string} text of the field
 * @returns {{ before: string, scan: string }|null} what stood there before, and what was read
 */
export function scanAtEnd(text) {
    // the last one: what stood there before may have been a scan, too
    for (const { index } of [...text.matchAll(SCAN_BEGINS)].reverse()) {
        const scan = text.slice(index);
        if (isScan(scan)) {
            return { before: text.slice(0, index), scan };
        }
    }
    return null;
}

/** Fields of the applicant that an identity card tells. */
export function personOfCard(card) {
    return {
        applicant_kind: "person",
        applicant_identity: card.number,
        ...(card.name && {
            applicant_old_identity: card.old_number,
            applicant_name: card.name,
            applicant_birth_date: card.birth_date,
            applicant_birth_year: card.birth_year,
            applicant_sex: card.sex,
            applicant_address: card.address,
        }),
    };
}
