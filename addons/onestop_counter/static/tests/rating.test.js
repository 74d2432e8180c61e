import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { contains, getService, mountWithCleanup } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { Counter } from "@onestop_counter/app/counter";
import { LineLost, Refused } from "@onestop_counter/services/line";
import { answerCounter, OPENED, stageCounter } from "./counter_fixtures";

describe.current.tags("desktop");
defineMailModels();

const HANDED_OVER = { id: 31, code: OPENED.code, state: "returned", letter_id: false };
// longer than a key is waited for
const ALONE = 400;

beforeEach(() => {
    stageCounter();
});

async function frames() {
    await animationFrame();
    await animationFrame();
}

async function open() {
    const component = await mountWithCleanup(Counter, {
        props: { action: {}, actionId: 1, className: "" },
    });
    await animationFrame();
    return component.counter;
}

/** Hand a result over; the server offers the rating or does not. */
async function handOver(answers = {}, may_rate = true) {
    const calls = answerCounter({
        open_code: OPENED,
        act: { ...HANDED_OVER, may_rate },
        rate: { id: 31 },
        ...answers,
    });
    const counter = await open();
    getService("barcode").bus.trigger("barcode_scanned", { barcode: OPENED.code });
    await frames();
    await contains(".o_counter_identity_seen").click();
    await contains(".o_counter_given_back").click();
    await press("F9");
    await frames();
    return { calls, counter };
}

const sent = (calls) => calls.filter(([method]) => method === "rate");
const kept = (counter) => counter.store.keys(counter.store.own);

test("three faces with words and keys, and a question to the citizen", async () => {
    await handOver();
    expect(".o_counter_rating").toBeFocused();
    expect(".o_counter_rating_turn").toHaveText(/Turn the screen/);
    expect(".o_counter_verdict svg").toHaveCount(3);
    expect(".o_counter_verdict:eq(0)").toHaveText(/Very satisfied\s*1/);
    expect(".o_counter_verdict:eq(1)").toHaveText(/Satisfied\s*2/);
    expect(".o_counter_verdict:eq(2)").toHaveText(/Not satisfied\s*3/);
});

test("a key rates, once it stays alone", async () => {
    const { calls, counter } = await handOver();
    await press("3");
    await frames();
    expect(sent(calls)).toHaveLength(0);
    await advanceTime(ALONE);
    await frames();
    const [[, [dossierId, uuid, verdict], kwargs]] = sent(calls);
    expect([dossierId, verdict, kwargs]).toEqual([31, "0", { feedback: "" }]);
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(".o_counter_rating_thanks").toHaveText(/Thank you/);
    expect(".o_counter_find_input").toBeFocused();
    expect(kept(counter)).toEqual([]);
});

test("a number that is typed or scanned is the next person, and no verdict", async () => {
    const { calls } = await handOver();
    await press("1");
    await press("6");
    await advanceTime(ALONE);
    await frames();
    expect(sent(calls)).toHaveLength(0);
    expect(".o_counter_find_input").toBeFocused();
    expect(".o_counter_find_input").toHaveValue(/^1/);
});

test("touched, with a remark", async () => {
    const { calls } = await handOver();
    await contains(".o_counter_feedback").edit("Chờ 3 lần", { confirm: false });
    await contains(".o_counter_verdict:eq(1)").click();
    await frames();
    expect(sent(calls)[0][1][2]).toBe("1");
    expect(sent(calls)[0][2]).toEqual({ feedback: "Chờ 3 lần" });
});

test("skipped, by key or button", async () => {
    const { calls } = await handOver();
    await press("Escape");
    await frames();
    expect(".o_counter_rating").toHaveCount(0);
    expect(".o_counter_done_return_result").toHaveCount(1);
    expect(".o_counter_find_input").toBeFocused();
    expect(sent(calls)).toHaveLength(0);
});

test("gone when the next person's work begins", async () => {
    const { calls } = await handOver();
    getService("barcode").bus.trigger("barcode_scanned", {
        barcode: "035190001234||Nguyễn Thị Thử|01021990|Nữ|Xóm 3|01072021",
    });
    await frames();
    expect(".o_counter_rating").toHaveCount(0);
    expect(".o_counter_applicant").toHaveText(/Nguyễn Thị Thử/);
    expect(sent(calls)).toHaveLength(0);
});

test("not offered for what is rated already", async () => {
    await handOver({}, false);
    expect(".o_counter_done_return_result").toHaveCount(1);
    expect(".o_counter_rating").toHaveCount(0);
    expect(".o_counter_find_input").toBeFocused();
});

test("without a line it is kept, and goes out once with the same identifier", async () => {
    const { calls, counter } = await handOver();
    const call = counter.line.call.bind(counter.line);
    counter.line.call = async () => {
        counter.line.lost();
        throw new LineLost();
    };
    const { uuid } = counter.done.rating;
    await contains(".o_counter_verdict:eq(0)").click();
    await frames();
    expect(".o_counter_rating_thanks").toHaveText(/kept in this browser/);
    expect(browser.localStorage.getItem(`${counter.store.own}${uuid}`)).toMatch(/"rate"/);
    // it is no reception that waits
    expect(counter.reception.queued).toEqual([]);
    counter.line.call = call;
    counter.line.recovered();
    await frames();
    expect(sent(calls).map(([, args]) => args)).toEqual([[31, uuid, "2"]]);
    expect(".o_counter_rating_thanks").not.toHaveText(/kept/);
    expect(kept(counter)).toEqual([]);
});

test("kept over a reload", async () => {
    const { calls, counter } = await handOver();
    const { uuid } = counter.done.rating;
    counter.line.call = () => Promise.reject(new LineLost());
    await contains(".o_counter_verdict:eq(0)").click();
    await frames();
    counter.stop();
    const again = await open();
    await frames();
    expect(sent(calls).map(([, args]) => args)).toEqual([[31, uuid, "2"]]);
    expect(kept(again)).toEqual([]);
});

test("an answer to the hand-over that got lost: the citizen is asked when the line is back", async () => {
    const { counter } = await handOver({
        act: () => {
            throw new Error("the line breaks first");
        },
        open_dossier: { ...OPENED, pane: "show", state: "returned", actions: [], may_rate: true },
    });
    const call = counter.line.call.bind(counter.line);
    counter.line.call = async () => {
        counter.line.lost();
        throw new LineLost();
    };
    await press("F9");
    await frames();
    expect(".o_counter_rating").toHaveCount(0);
    counter.line.call = call;
    counter.line.recovered();
    await frames();
    expect(".o_counter_done_return_result").toHaveText(/H99.11-261123-0001/);
    expect(".o_counter_message").toHaveCount(0);
    expect(".o_counter_verdict").toHaveCount(3);
});

test("a refusal is said, and the rating may be pressed again", async () => {
    const { counter } = await handOver();
    counter.line.call = () => Promise.reject(new Refused("Rated already."));
    await contains(".o_counter_verdict:eq(0)").click();
    await frames();
    expect(".o_counter_message").toHaveText("Nguyễn Thị Thử: Rated already.");
    expect(".o_counter_verdict").toHaveCount(3);
    expect(kept(counter)).toEqual([]);
});
