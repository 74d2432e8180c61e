import { describe, expect, test } from "@odoo/hoot";
import { likelySums, readSum } from "@onestop_payment_counter/fees";

const NOTES = [500000, 200000, 100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100];

describe.current.tags("headless");

test("what is typed as cash given", () => {
    const sums = { "": 0, 100: 100000, 26: 26000, "26.000": 26000, "26 000 đ": 26000, 1000: 1000 };
    for (const [text, sum] of Object.entries(sums)) {
        expect(readSum(text)).toBe(sum);
    }
    for (const text of ["abc", "-5", "1e3", "1234567890123"]) {
        expect(readSum(text)).toBe(null);
    }
});

test("what people are likely to hand over pays what is owed", () => {
    expect(likelySums(26000, NOTES)).toEqual([26000, 30000, 40000, 50000, 100000, 200000]);
    expect(likelySums(500000, NOTES)).toEqual([500000, 600000]);
    expect(likelySums(0, NOTES)).toEqual([]);
    for (const owed of [1, 999, 26001, 123456789]) {
        expect(likelySums(owed, NOTES).filter((sum) => sum < owed)).toEqual([]);
    }
});
