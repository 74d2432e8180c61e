import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { Component, xml } from "@odoo/owl";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { contains, getService, mountWithCleanup } from "@web/../tests/web_test_helpers";
import { Counter } from "@onestop_counter/app/counter";
import { draftParts, openedParts, openedWays } from "@onestop_counter/parts";
import {
    detailSlots,
    doneSlots,
    dossierSlots,
    headerSlots,
    openedSlots,
    paneSlots,
    paperToolSlots,
    returnSlots,
} from "@onestop_counter/slots";
import { answerCounter, CARD, OPENED, stageCounter } from "./counter_fixtures";

// What a module with a fee brings to the Counter: every door is used once, and closed behind the test.

describe.current.tags("desktop");
defineMailModels();

const RECEIVED = { id: 31, documents: {}, code: "H99.11-261123-0001", due_at: false };

class Addition extends Component {
    static template = xml`<div class="o_addition" t-esc="props.counter.user.name"/>`;
    static props = ["*"];
}

let removals;
beforeEach(() => {
    stageCounter();
    removals = [];
    return () => removals.forEach((remove) => remove());
});

function add(registry, name, entry = { Component: Addition }) {
    registry.add(name, entry);
    removals.push(() => registry.remove(name));
}

async function open() {
    const component = await mountWithCleanup(Counter, {
        props: { action: {}, actionId: 1, className: "" },
    });
    await animationFrame();
    return component.counter;
}

async function scan(text) {
    getService("barcode").bus.trigger("barcode_scanned", { barcode: text });
    await animationFrame();
    await animationFrame();
}

async function key(name) {
    await press(name);
    await animationFrame();
    await animationFrame();
}

async function enterBirth() {
    await scan(CARD);
    await contains(".o_counter_search").edit("khai snh", { confirm: false });
    await key("Enter");
    await key(["alt", "a"]);
}

describe("on the screen", () => {
    test("header, the draft on the left, its details, its papers, and panes", async () => {
        answerCounter();
        add(headerSlots, "ticket");
        add(headerSlots, "hidden", { Component: Addition, isShown: () => false });
        add(dossierSlots, "delivery");
        add(detailSlots, "fee");
        add(paperToolSlots, "scan");
        add(paneSlots, "fee", { Component: Addition, key: "Alt+F", label: () => "Phí" });
        await open();
        expect(".o_counter_header .o_addition").toHaveText("Thu Hà");
        expect(".o_counter_header .o_addition").toHaveCount(1);
        expect(".o_counter_left > .o_addition").toHaveCount(1);
        await enterBirth();
        expect(".o_counter_check_pane .o_addition").toHaveCount(1);
        await key("Enter");
        expect(".o_counter_paper_detail .o_addition").toHaveCount(1);
        await key(["alt", "f"]);
        expect(".o_counter_right > .o_addition").toHaveCount(1);
    });

    test("an opened dossier, the hand-over, and the card of what was done", async () => {
        answerCounter({ open_code: OPENED, receive: RECEIVED });
        add(openedSlots, "fee");
        add(returnSlots, "fee");
        add(doneSlots, "fee");
        await open();
        await scan("H99.11-261123-0001");
        expect(".o_counter_opened .o_addition").toHaveCount(1);
        expect(".o_counter_return .o_addition").toHaveCount(1);
        expect(".o_counter_done").toHaveCount(0);
        await key("Escape");
        await enterBirth();
        await key("F9");
        expect(".o_counter_done .o_addition").toHaveCount(1);
    });
});

describe("at the work", () => {
    test("a part of the draft: kept with it, sent with it, and in the way until it is said", async () => {
        const calls = answerCounter({ receive: RECEIVED });
        add(draftParts, "fee", {
            create: () => ({ fee_paid: "" }),
            isEmpty: (draft) => !draft.fee_paid,
            toPayload: (draft) => ({ fee_receipt: draft.fee_paid }),
            findBlocker: ({ draft }) =>
                draft.fee_paid ? null : { text: "Chưa thu phí", pane: "check" },
        });
        const counter = await open();
        expect(counter.draft.fee_paid).toBe("");
        expect(counter.store.keys(counter.store.own)).toHaveLength(0);
        counter.edit({ fee_paid: "000123" });
        expect(counter.store.keys(counter.store.own)).toHaveLength(1);
        counter.edit({ fee_paid: "" });
        await enterBirth();
        await key("F9");
        expect(".o_counter_message").toHaveText("Chưa thu phí");
        expect(calls.filter(([method]) => method === "receive")).toHaveLength(0);
        counter.edit({ fee_paid: "000123" });
        await key("F9");
        const [, [payload]] = calls.find(([method]) => method === "receive");
        expect(payload.fee_receipt).toBe("000123");
    });

    test("a letter goes out whatever a part still wants", async () => {
        answerCounter();
        add(draftParts, "fee", { findBlocker: () => ({ text: "Chưa thu phí", pane: "check" }) });
        await open();
        await enterBirth();
        await key("F8");
        expect(".o_counter_refuse_pane").toHaveCount(1);
    });

    test("a draft that was kept before the part was there", async () => {
        answerCounter();
        const counter = await open();
        const { draft } = counter;
        add(draftParts, "fee", { create: () => ({ fee_paid: "" }) });
        counter.restore({ ...draft });
        expect(counter.draft.fee_paid).toBe("");
    });

    test("a part of an opened dossier", async () => {
        const calls = answerCounter({ open_code: OPENED, act: { id: 31, state: "returned" } });
        add(openedParts, "fee", {
            create: (dossier) => ({ owed: dossier.fee }),
            findBlocker: ({ opened }, action) =>
                action === "return_result" && opened.dossier.owed ? "Còn nợ phí" : "",
            toParams: ({ owed }, action) => ({ owed_at: `${action}:${owed}` }),
        });
        const counter = await open();
        await scan("H99.11-261123-0001");
        expect(counter.opened.dossier.owed).toBe("26.000 đ");
        await contains(".o_counter_identity_seen").click();
        await contains(".o_counter_given_back").click();
        await key("F9");
        expect(".o_counter_message").toHaveText("Còn nợ phí");
        counter.opened.dossier.owed = "";
        await key("F9");
        expect(calls.at(-1)[2].owed_at).toBe("return_result:");
    });

    test("another way to go on with an opened dossier", async () => {
        const payment = { ...OPENED, pane: "payment", state: "payment", actions: ["pay"] };
        const calls = answerCounter({ open_code: payment, act: { id: 31, state: "received" } });
        add(openedWays, "payment", { Component: Addition, action: "pay", label: () => "Thu phí" });
        await open();
        await scan("H99.11-261123-0001");
        expect(".o_counter_opened_pane .o_addition").toHaveCount(1);
        expect(".o_counter_main").toHaveText(/Thu phí/);
        await key("F9");
        expect(calls.at(-1).slice(0, 2)).toEqual(["act", [31, "pay", 4]]);
    });
});
