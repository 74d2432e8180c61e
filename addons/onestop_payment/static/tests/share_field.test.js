import { describe, expect, test } from "@odoo/hoot";
import { formatShare, readShare } from "@onestop_payment/backend/share_field";

describe.current.tags("headless");

test("ten thousandths as people read them", () => {
    const shares = { 10000: "100 %", 5000: "50 %", 1250: "12,5 %", 5: "0,05 %", 0: "0 %" };
    for (const [share, text] of Object.entries(shares)) {
        expect(formatShare(Number(share))).toBe(text);
        expect(readShare(text)).toBe(Number(share));
    }
    expect(formatShare(false)).toBe("");
});

test("what is typed as a percentage", () => {
    expect(readShare(" 33.33")).toBe(3333);
    expect(readShare("29,07%")).toBe(2907);
    for (const text of ["", "x", "-5", "1,234", "5 000", "1e2"]) {
        expect(() => readShare(text)).toThrow();
    }
});
