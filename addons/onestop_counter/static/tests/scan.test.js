import { describe, expect, test } from "@odoo/hoot";
import { globalCachedFetch } from "@web/../tests/_framework/module_set.hoot";
import { CardError, parseCitizenCard } from "@onestop_counter/utils/citizen_card";
import { checkPerson, checkTaxCode, cleanIdentity } from "@onestop_counter/utils/identity";
import { cleanEmail } from "@onestop_counter/utils/mail_address";
import { cleanPhone, mobiles } from "@onestop_counter/utils/phone";
import { classify, isScan, looksScanned, readCode, scanAtEnd } from "@onestop_counter/utils/scan";
import { birthWords, parseTypedDay, parseTypedYear } from "@onestop_counter/utils/words";

describe.current.tags("headless");

const SCANNED =
    "011202001234|012345678|Lò Văn Ánh|05062002|Nam|Bản Mển, Thanh Nưa, Điện Biên|10052021";

/** A table that the engine of the core is tested against too. */
async function table(name) {
    const response = await globalCachedFetch(`/onestop_core/static/tests/data/${name}.json`);
    return response.json();
}

describe("what is shared with the server", () => {
    test("cards", async () => {
        const rows = await table("cards");
        expect(rows.length).toBeGreaterThan(50);
        for (const { text, reads, fails, ...row } of rows) {
            let read;
            try {
                read = { ...row, reads: parseCitizenCard(text) };
            } catch (error) {
                expect(error).toBeInstanceOf(CardError);
                read = { ...row, fails: error.reason };
            }
            if (read.reads) {
                // what a card does not say is empty here and null there
                for (const key of Object.keys(reads)) {
                    read.reads[key] = read.reads[key] || null;
                }
            }
            expect(read).toEqual(reads ? { ...row, reads } : { ...row, fails });
        }
    });

    test("cleaners", async () => {
        const rows = await table("cleaners");
        const cleaners = {
            identity: cleanIdentity,
            phone: cleanPhone,
            email: cleanEmail,
            code: readCode,
            mobiles,
        };
        for (const [kind, clean] of Object.entries(cleaners)) {
            expect(rows[kind].length).toBeGreaterThan(3);
            for (const [typed, right] of rows[kind]) {
                expect([kind, typed, clean(typed)]).toEqual([kind, typed, right]);
            }
        }
    });
});

describe("identity numbers", () => {
    test("doubts about a person", () => {
        const check = (number, birth_date, sex, birth_year) =>
            checkPerson({ number, birth_date, sex, birth_year });
        expect(check("011202001234", "2002-06-05", "male")).toEqual([]);
        expect(check(" 011 202.001-234 ")).toEqual([]);
        expect(check("011202001234", "1902-06-05", "female")).toEqual([
            "birth_year_differs",
            "sex_differs",
        ]);
        expect(check("101202000001")).toEqual(["unknown_province"]);
        expect(check("012345678")).toEqual(["old_number"]);
        expect(check("123")).toEqual(["not_twelve_digits"]);
        expect(check("c1234567", "1990-01-01", "male")).toEqual([]);
        expect(check("035050000001", false, false, 1950)).toEqual([]);
        expect(check("035050000001", false, false, 1951)).toEqual(["birth_year_differs"]);
        expect(check("", "2999-01-01")).toEqual(["birth_in_future"]);
        expect(check("", false, false, 2999)).toEqual(["birth_in_future"]);
    });

    test("tax codes", () => {
        for (const [number, doubts] of [
            ["0100233488", []],
            ["0100233488-001", []],
            ["0100233480", ["tax_check_digit"]],
            ["123", ["tax_format"]],
            ["01/GP-UBND", []],
            ["", []],
        ]) {
            expect([number, checkTaxCode(number)]).toEqual([number, doubts]);
        }
    });
});

describe("the one box", () => {
    test("tells what was typed or scanned", () => {
        const number = (identities, phones = []) => ({ kind: "number", identities, phones });
        for (const [text, expected] of [
            ["011202001234", number(["011202001234"])],
            ["011 202 001 234", number(["011202001234"])],
            ["0912 345 678", number(["0912345678"], ["0912345678"])],
            ["+84912345678", number([], ["0912345678"])],
            ["0700.123.459", number(["0700123459"], ["0700123459"])],
            ["0100233488-001", number(["0100233488-001"])],
            ["c1234567", number(["C1234567"])],
            ["C-1234567", number(["C1234567"])],
            ["168123456", number(["168123456"])],
            [" h25.12.21–261122-0001 ", { kind: "code", text: "H25.12.21-261122-0001" }],
            ["\u200eH25.12.21-261122-0001\u00ad:", { kind: "code", text: "H25.12.21-261122-0001" }],
            ["H99.11/261123/001", { kind: "code", text: "H99.11/261123/001" }],
            ["H25.12.21/261123/001", { kind: "code", text: "H25.12.21/261123/001" }],
            [
                "https://onestop.example/dich-vu-cong/tra-cuu?code=H25.12.21-261122-0001",
                { kind: "code", text: "H25.12.21-261122-0001" },
            ],
            ["https://onestop.example/other", { kind: "unreadable", reason: "garbage" }],
            ["Nguyễn  Thị\u00a0Hoa", { kind: "name", text: "Nguyễn Thị Hoa" }],
            ["H`Bông Niê", { kind: "name", text: "H`Bông Niê" }],
            ["Công ty 19/5", { kind: "name", text: "Công ty 19/5" }],
            ["DN4111234567890", { kind: "unreadable", reason: "health_insurance" }],
            ["!!!", { kind: "unreadable", reason: "garbage" }],
        ]) {
            expect(classify(text)).toEqual(expected);
        }
        expect(classify(SCANNED).card.old_number).toBe("012345678");
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

    test("a scan at the end of what a field holds", () => {
        const address = "https://onestop.example/tra-cuu?code=H25-261122-0001";
        for (const before of ["", "Nguyễn Văn Đang Gõ", "12 ", "035190012345|"]) {
            expect(scanAtEnd(`${before}${SCANNED}`)).toEqual({ before, scan: SCANNED });
            expect(scanAtEnd(`${before}${address}`)).toEqual({ before, scan: address });
        }
        for (const text of ["Nguyễn Văn Đang Gõ", "011202001234", "https://vidu.vn", "a|b"]) {
            expect(scanAtEnd(text)).toBe(null);
        }
    });

    test("days as people type them", () => {
        expect(parseTypedDay("1/2/1990")).toBe("1990-02-01");
        expect(parseTypedDay("01021990")).toBe("1990-02-01");
        expect(parseTypedDay("31-12-1990")).toBe("1990-12-31");
        expect(parseTypedDay("31/02/1990")).toBe(false);
        expect(parseTypedDay("1990")).toBe(false);
        expect(parseTypedYear(" 1950 ")).toBe(1950);
        for (const text of ["50", "19500", "1/1950", "0950", ""]) {
            expect(parseTypedYear(text)).toBe(false);
        }
        expect(birthWords({ applicant_birth_date: "1990-02-01", applicant_birth_year: 1990 })).toBe(
            "01/02/1990",
        );
        expect(birthWords({ applicant_birth_date: false, applicant_birth_year: 1950 })).toBe(
            "1950",
        );
        expect(birthWords({ applicant_birth_date: false, applicant_birth_year: false })).toBe("");
    });
});
