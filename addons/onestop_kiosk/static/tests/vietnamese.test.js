import { describe, expect, test } from "@odoo/hoot";
import { putTone, TONES } from "@onestop_kiosk/kiosk/vietnamese";

describe.current.tags("headless");

/** Letters and tones as they are pressed, one after the other. */
function typed(...presses) {
    return presses.reduce(
        (text, press) => (TONES[press] ? putTone(text, TONES[press]) : text + press),
        "",
    );
}

test("a tone stands where Vietnamese puts it, whenever in the syllable it is pressed", () => {
    expect(typed("Đương", "huyền")).toBe("Đường");
    expect(typed("Đươ", "huyền", "ng")).toBe("Đường");
    expect(typed("Đường Nguyên", "ngã", " Huê", "nặng")).toBe("Đường Nguyễn Huệ");
    expect(typed("hoa", "huyền")).toBe("hòa");
    expect(typed("hoan", "huyền")).toBe("hoàn");
    expect(typed("thuơ", "hỏi")).toBe("thuở");
    expect(typed("quy", "sắc")).toBe("quý");
    expect(typed("quyêt", "sắc")).toBe("quyết");
    expect(typed("gi", "huyền")).toBe("gì");
    expect(typed("gia", "sắc")).toBe("giá");
    expect(typed("khai", "sắc")).toBe("khái");
    expect(typed("ngoai", "huyền")).toBe("ngoài");
    expect(typed("chưng", "sắc")).toBe("chứng");
    expect(typed("tuôi", "hỏi")).toBe("tuổi");
    expect(typed("mia", "sắc")).toBe("mía");
    expect(typed("cưa", "hỏi")).toBe("cửa");
    expect(typed("Ý")).toBe("Ý");
});

test("another tone takes the place of the first, the same one takes it away", () => {
    expect(typed("ma", "sắc", "huyền")).toBe("mà");
    expect(typed("ma", "sắc", "sắc")).toBe("ma");
    expect(typed("123", "sắc")).toBe("123");
    expect(typed("", "sắc")).toBe("");
});

test("what is typed is composed", () => {
    expect(typed("Huê", "nặng")).toBe("Huê".normalize("NFC").replace("ê", "ệ"));
    expect(typed("Huê", "nặng").normalize("NFC")).toBe(typed("Huê", "nặng"));
});
