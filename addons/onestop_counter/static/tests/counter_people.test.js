import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { contains, getService, mountWithCleanup } from "@web/../tests/web_test_helpers";
import { Counter } from "@onestop_counter/app/counter";
import { answerCounter, CARD, OPENED, stageCounter } from "./counter_fixtures";

describe.current.tags("desktop");
defineMailModels();

const RECEIVED = { id: 31, documents: {}, code: "H99.11-261123-0001", due_at: false };
const SECOND = "011202001234|012345678|Lò Văn Ánh|05062002|Nam|Điện Biên|10052021";
const COMPANY = {
    person: {
        applicant_kind: "organisation",
        applicant_name: "Công ty TNHH Thử Nghiệm Một",
        applicant_identity: "0700123459",
        applicant_phone: "0912000777",
    },
    dossiers: [],
};

beforeEach(() => stageCounter());

async function open() {
    const component = await mountWithCleanup(Counter, {
        props: { action: {}, actionId: 1, className: "" },
    });
    await animationFrame();
    return component.counter;
}

async function settle() {
    await animationFrame();
    await animationFrame();
}

async function scan(text) {
    getService("barcode").bus.trigger("barcode_scanned", { barcode: text });
    await settle();
}

async function key(name) {
    await press(name);
    await settle();
}

async function type(text) {
    await contains(".o_counter_find_input").edit(text, { confirm: false });
    await key("Enter");
}

/** What was asked of the server by a method. */
const asked = (calls, name) => calls.filter(([method]) => method === name).map(([, args]) => args);

describe("found in the box", () => {
    test("a tax code is no phone: what is known stays", async () => {
        const calls = answerCounter({ find_person: [COMPANY] });
        const counter = await open();
        await type("0700123459");
        expect(asked(calls, "find_person")).toEqual([["0700123459"]]);
        const { person } = counter.draft;
        expect([person.applicant_identity, person.applicant_phone, person.applicant_kind]).toEqual([
            "0700123459",
            "0912000777",
            "organisation",
        ]);
    });

    test("ten digits that nobody is known under: phone or tax code?", async () => {
        answerCounter();
        const counter = await open();
        await type("0700.123.459");
        expect(".o_counter_question h2").toHaveText(/0700123459/);
        expect(".o_counter_known:first").toBeFocused();
        expect(counter.draft.person.applicant_phone).toBe("");
        await key("ArrowDown");
        await key("Enter");
        const { person } = counter.draft;
        expect([person.applicant_identity, person.applicant_phone, person.applicant_kind]).toEqual([
            "0700123459",
            "",
            "organisation",
        ]);
        expect(".o_counter_question").toHaveCount(0);
    });

    test("a passport, an old number, a phone with its country", async () => {
        const calls = answerCounter();
        const counter = await open();
        await type("c 123 4567");
        expect(counter.draft.person.applicant_identity).toBe("C1234567");
        await key(["alt", "n"]);
        await type("168 123 456");
        expect(counter.draft.person.applicant_identity).toBe("168123456");
        await key(["alt", "n"]);
        await type("+84 912 345 670");
        expect(counter.draft.person.applicant_phone).toBe("0912345670");
        expect(asked(calls, "find_person")).toEqual([["C1234567"], ["168123456"], ["0912345670"]]);
    });

    test("a card shows what is known under the old number, and carries the phone over", async () => {
        const known = {
            person: {
                applicant_name: "Trần Văn Số Cũ",
                applicant_identity: "168123456",
                applicant_phone: "0912000779",
            },
            dossiers: [{ id: 3, code: "H99.11-261101-0009", procedure: "X", state: "ready" }],
        };
        const calls = answerCounter({ find_person: [known] });
        const counter = await open();
        await scan("035080005555|168123456|Trần Văn Số Cũ|01021980|Nam|Thôn 1|01072021");
        expect(asked(calls, "find_person")[0]).toEqual(["035080005555", "168123456"]);
        const { person } = counter.draft;
        expect([
            person.applicant_identity,
            person.applicant_old_identity,
            person.applicant_phone,
        ]).toEqual(["035080005555", "168123456", "0912000779"]);
        expect(".o_counter_last").toHaveText(/H99.11-261101-0009/);
    });

    test("a name lists those who bear it; somebody else is offered, too", async () => {
        const people = ["1950", "1990"].map((year) => ({
            person: {
                applicant_name: "H’Bông Niê",
                applicant_birth_year: Number(year),
                applicant_address: "Buôn Thử",
            },
            dossiers: [],
        }));
        answerCounter({ find_person: people });
        const counter = await open();
        await type("hbong nie");
        expect(queryAllTexts(".o_counter_known").length).toBe(3);
        expect(".o_counter_known:first").toHaveText(/1950/);
        await key("ArrowDown");
        await key("Enter");
        expect(counter.draft.person.applicant_birth_year).toBe(1990);
        await key(["alt", "n"]);
        await type("H'Bông Niê");
        await contains(".o_counter_stranger").click();
        await settle();
        expect(counter.draft.person.applicant_name).toBe("H'Bông Niê");
        expect(counter.draft.person.applicant_address).toBe("");
    });
});

describe("who it is", () => {
    test("a name alone is that of many: identity or address before F9", async () => {
        const calls = answerCounter({ receive: RECEIVED });
        await open();
        await type("Trần Văn Mới");
        expect("[name=applicant_identity]").toBeFocused();
        await key("F9");
        expect(".o_counter_message").toHaveText(/identity number or the address/);
        expect(asked(calls, "receive")).toEqual([]);
        await contains("[name=applicant_address]").edit("Thôn 3", { confirm: false });
        await key("Enter");
        expect(".o_counter_search").toBeFocused();
    });

    test("a year of birth alone is kept, and compared", async () => {
        const counter = await open0();
        await contains("[name=applicant_identity]").edit("035050001234", { confirm: "blur" });
        await contains("[name=applicant_birth_date]").edit("1950", { confirm: "blur" });
        await settle();
        expect(counter.draft.person.applicant_birth_year).toBe(1950);
        expect(counter.draft.person.applicant_birth_date).toBe(false);
        expect("[name=applicant_birth_date]").toHaveValue("1950");
        expect(counter.people.doubts).toEqual(["unreachable"]);
        await contains("[name=applicant_birth_date]").edit("1951", { confirm: "blur" });
        await settle();
        expect(counter.people.doubts).toEqual(["birth_year_differs", "unreachable"]);
    });

    test("what cannot reach the citizen is said at once", async () => {
        const counter = await open0();
        for (const [phone, email, doubts] of [
            ["0912 345 67", "", ["phone_unreadable", "unreachable"]],
            ["", "a.b@vidu,vn", ["email_unreadable", "unreachable"]],
            ["0226 3851 234", "", ["unreachable"]],
            ["0912.345.678/0987.654.321", "", []],
            ["0912345678 (con gái)", "", []],
            ["", "a.b@vidu.vn;c.d@vidu.vn", []],
        ]) {
            counter.people.edit({ applicant_phone: phone, applicant_email: email });
            expect([phone, email, counter.people.doubts]).toEqual([phone, email, doubts]);
        }
        await contains("[name=applicant_phone]").edit("+84(0)912 345 678 (con gái)", {
            confirm: "blur",
        });
        await contains("[name=applicant_email]").edit("A.B@vidu,vn", { confirm: "blur" });
        await settle();
        expect("[name=applicant_phone]").toHaveValue("0912345678");
        expect(".o_counter_doubt").toHaveText(/e-mail address cannot work/);
    });

    async function open0() {
        answerCounter();
        const counter = await open();
        await contains("[name=applicant_name]").edit("Trần Văn Thử", { confirm: false });
        return counter;
    }
});

describe("a second card", () => {
    test("asks: submitter, applicant, next person", async () => {
        answerCounter();
        const counter = await open();
        await scan(CARD);
        await scan(SECOND);
        expect(".o_counter_question h2").toHaveText(/Nguyễn Thị Thử/);
        expect(counter.draft.person.applicant_name).toBe("Nguyễn Thị Thử");
        await key("Enter");
        expect(counter.draft.person.applicant_name).toBe("Nguyễn Thị Thử");
        expect([counter.draft.on_behalf, counter.draft.submitter.submitter_name]).toEqual([
            true,
            "Lò Văn Ánh",
        ]);
    });

    test("the applicant instead, who has nothing of the one before", async () => {
        answerCounter();
        const counter = await open();
        await scan(CARD);
        counter.people.edit({ applicant_phone: "0912000001" });
        await scan(SECOND);
        await contains(".o_counter_question button:eq(1)").click();
        await settle();
        const { person } = counter.draft;
        expect([person.applicant_name, person.applicant_phone]).toEqual(["Lò Văn Ánh", ""]);
    });

    test("the next person begins a dossier of their own", async () => {
        answerCounter();
        const counter = await open();
        await scan(CARD);
        counter.choice.takeProcedure(11);
        const { uuid } = counter.draft;
        await scan(SECOND);
        await contains(".o_counter_question button:eq(2)").click();
        await settle();
        expect(counter.draft.uuid).not.toBe(uuid);
        expect([counter.draft.person.applicant_name, counter.draft.procedure_id]).toEqual([
            "Lò Văn Ánh",
            false,
        ]);
    });

    test("the same card again asks nothing", async () => {
        answerCounter();
        const counter = await open();
        await scan(CARD);
        await advanceTime(500);
        counter.people.edit({ applicant_phone: "0912000001" });
        await scan(CARD);
        expect(".o_counter_question").toHaveCount(0);
        expect(counter.draft.person.applicant_phone).toBe("0912000001");
    });
});

describe("a card scanned into a field that holds a text", () => {
    const TYPED = "Nguyễn Văn Đang Gõ";

    /** A key as a scanner presses it, at a moment in milliseconds; the text that it types comes as input. */
    function pressAt(field, moment, key, text = "") {
        const ev = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
        Object.defineProperty(ev, "timeStamp", { value: moment });
        field.dispatchEvent(ev);
        if (text) {
            field.value += text;
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
    }

    async function scanInto(how) {
        answerCounter();
        const counter = await open();
        await contains("[name=applicant_name]").edit(TYPED, { confirm: false });
        const field = queryOne("[name=applicant_name]");
        field.focus();
        const end = how(field, 1_000_000);
        pressAt(field, end, "Enter");
        await settle();
        expect(counter.draft.person.applicant_identity).toBe("035190001234");
        expect(counter.draft.person.applicant_name).toBe("Nguyễn Thị Thử");
        expect(counter.pane).toBe("procedure");
    }

    test("by a keyboard method that names no keys", async () => {
        await scanInto((field, moment) => {
            for (const piece of CARD.match(/.{1,7}/gu)) {
                pressAt(field, (moment += 5), "Process", piece);
            }
            return moment + 5;
        });
    });

    test("with a pause", async () => {
        await scanInto((field, moment) => {
            for (const [at, char] of [...CARD].entries()) {
                pressAt(field, (moment += at === 20 ? 300 : 5), char, char);
            }
            return moment + 5;
        });
    });

    test("slowly, key by key", async () => {
        await scanInto((field, moment) => {
            for (const char of CARD) {
                pressAt(field, (moment += 90), char, char);
            }
            return moment + 90;
        });
    });
});

describe("filed twice", () => {
    const TWICE = {
        id: 31,
        code: "H99.11-261120-0007",
        agency: "Xã Một",
        received_at: "2026-11-20 02:00:00",
    };

    test("is said before F9, with the other dossier to open", async () => {
        const calls = answerCounter({ find_twice: TWICE, open_dossier: OPENED });
        const counter = await open();
        await scan(CARD);
        expect(asked(calls, "find_twice")).toEqual([]);
        counter.choice.takeProcedure(11);
        await settle();
        expect(asked(calls, "find_twice")).toEqual([[11, "035190001234", ""]]);
        expect(".o_counter_twice").toHaveText(/H99.11-261120-0007/);
        expect(".o_counter_twice").toHaveText(/09:00 · Xã Một/);
        await contains(".o_counter_open_twice").click();
        await settle();
        expect(asked(calls, "open_dossier")).toEqual([[31]]);
    });

    test("twins are not the same, for a reason", async () => {
        const calls = answerCounter({ find_twice: TWICE, receive: RECEIVED });
        const counter = await open();
        await scan(CARD);
        counter.choice.takeProcedure(11);
        await settle();
        await contains("[name=not_the_same]").edit("Sinh đôi", { confirm: false });
        await key(["alt", "a"]);
        await key("F9");
        expect(asked(calls, "receive")[0][0].not_the_same).toBe("Sinh đôi");
        expect(".o_counter_twice").toHaveCount(0);
    });

    test("one at another agency is named and not opened", async () => {
        answerCounter({ find_twice: { ...TWICE, id: false, code: false } });
        const counter = await open();
        await scan(CARD);
        counter.choice.takeProcedure(11);
        await settle();
        expect(".o_counter_twice").toHaveText(/Xã Một/);
        expect(".o_counter_open_twice").toHaveCount(0);
    });
});
