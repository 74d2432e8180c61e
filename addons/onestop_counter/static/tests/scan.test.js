import { describe, expect, test } from "@odoo/hoot";
import { CardError, checkIdentityNumber, parseCitizenCard } from "@onestop_counter/utils/identity";
import { classify, isScan, looksScanned } from "@onestop_counter/utils/scan";
import { parseTypedDay } from "@onestop_counter/utils/words";

describe.current.tags("headless");

const SCANNED =
    "011202001234|012345678|Lò Văn Ánh|05062002|Nam|Bản Mển, Thanh Nưa, Điện Biên|10052021";
const CARD = {
    number: "011202001234",
    name: "Lò Văn Ánh",
    birth_date: "2002-06-05",
    sex: "male",
    address: "Bản Mển, Thanh Nưa, Điện Biên",
};

function utf8ByteByByte(text) {
    return [...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join("");
}

function refusal(text) {
    try {
        parseCitizenCard(text);
    } catch (error) {
        expect(error).toBeInstanceOf(CardError);
        return error.reason;
    }
}

describe("identity cards", () => {
    test("seven fields, and what scanners add or break", () => {
        for (const text of [
            SCANNED,
            `${SCANNED}\r\n`,
            SCANNED.replaceAll("|", " | "),
            SCANNED.replace("012345678", ""),
            SCANNED.replace("012345678|", ""),
            utf8ByteByByte(SCANNED),
            SCANNED.normalize("NFD"),
        ]) {
            expect(parseCitizenCard(text)).toEqual(CARD);
        }
    });

    test("longer cards name relatives after what is read", () => {
        const text = `${SCANNED}|Lò Văn Bình|011072000111|Cà Thị Dung|01012020`;
        expect(parseCitizenCard(text)).toEqual(CARD);
    });

    test("only what is certain is taken", () => {
        const card = parseCitizenCard("011202001234||Lò Văn Ánh|31022002|NỮ||");
        expect([card.birth_date, card.sex, card.address]).toEqual([false, "female", ""]);
    });

    test("a bare number is a card with nothing else", () => {
        expect(parseCitizenCard("011202001234\r")).toEqual({ number: "011202001234" });
    });

    test("what is no card, and why", () => {
        const name = "4cc3b2205620416e68";
        for (const [text, reason] of [
            ["", "empty"],
            [" \r\n", "empty"],
            ["012345678", "old_number"],
            ["012345678|Lò Văn Ánh|05062002", "old_number"],
            ["DN4111234567890", "health_insurance"],
            [`DN4111234567890|${name}|05/06/2002|1|...`, "health_insurance"],
            [`1112345678|${name}|05/06/2002|1|...`, "health_insurance"],
            ["1112345678|Lò Văn Ánh|05/06/2002", "garbage"],
            ["01120200123", "garbage"],
            ["0112020012345|x|y|z|Nam|t|u", "garbage"],
            ["011202001234|x|y", "garbage"],
            ["011202001234|012345678||05062002|Nam|x|10052021", "garbage"],
            ["011202001234|012345678|Lò Văn Ánh|05062002|?|x|10052021", "garbage"],
            ["||||||", "garbage"],
            ["٠١١٢٠٢٠٠١٢٣٤", "garbage"],
        ]) {
            expect(refusal(text)).toBe(reason);
        }
    });

    test("doubts about a number", () => {
        const check = checkIdentityNumber;
        expect(check("011202001234", "2002-06-05", "male")).toEqual([]);
        expect(check(" 011202001234 ")).toEqual([]);
        expect(check("011202001234", "1902-06-05", "female")).toEqual([
            "birth_year_differs",
            "sex_differs",
        ]);
        expect(check("101202000001")).toEqual(["unknown_province"]);
        expect(check("012345678")).toEqual(["old_number"]);
        expect(check("123")).toEqual(["not_twelve_digits"]);
    });
});

describe("the one box", () => {
    test("tells what was typed or scanned", () => {
        for (const [text, expected] of [
            [SCANNED, { kind: "card", card: CARD }],
            ["011202001234", { kind: "identity", text: "011202001234" }],
            ["011 202 001 234", { kind: "identity", text: "011202001234" }],
            ["0912 345 678", { kind: "phone", text: "0912345678" }],
            ["+84912345678", { kind: "phone", text: "0912345678" }],
            [" h25.12.21–261122-0001 ", { kind: "code", text: "H25.12.21-261122-0001" }],
            ["H99.11/261123/001", { kind: "code", text: "H99.11/261123/001" }],
            [
                "https://onestop.example/dich-vu-cong/tra-cuu?code=H25.12.21-261122-0001",
                { kind: "code", text: "H25.12.21-261122-0001" },
            ],
            ["https://onestop.example/other", { kind: "unreadable", reason: "garbage" }],
            ["Nguyễn Thị Hoa", { kind: "name", text: "Nguyễn Thị Hoa" }],
            ["012345678", { kind: "unreadable", reason: "old_number" }],
            ["DN4111234567890", { kind: "unreadable", reason: "health_insurance" }],
            ["!!!", { kind: "unreadable", reason: "garbage" }],
        ]) {
            expect(classify(text)).toEqual(expected);
        }
    });

    test("only what a scanner reads is taken out of the field with the focus", () => {
        expect(isScan(SCANNED)).toBe(true);
        expect(isScan("https://onestop.example/dich-vu-cong/tra-cuu?code=H25-261122-0001")).toBe(
            true,
        );
        expect(isScan("H25.12.21-261122-0001")).toBe(true);
        expect(isScan("011202001234")).toBe(true);
        for (const text of ["khai sinh", "0912345678", "1.001193", "12/05/1990", "Thôn 2"]) {
            expect(isScan(text) || looksScanned(text)).toBe(false);
        }
        // the end of a card, after a pause
        expect(isScan("Khả Phong|01072021")).toBe(false);
    });

    test("days as people type them", () => {
        expect(parseTypedDay("1/2/1990")).toBe("1990-02-01");
        expect(parseTypedDay("01021990")).toBe("1990-02-01");
        expect(parseTypedDay("31-12-1990")).toBe("1990-12-31");
        expect(parseTypedDay("31/02/1990")).toBe(false);
        expect(parseTypedDay("1990")).toBe(false);
    });
});
