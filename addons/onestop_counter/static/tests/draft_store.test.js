import { describe, expect, test } from "@odoo/hoot";
import {
    isEmpty,
    newDraft,
    setPerson,
    setProcedure,
    toPayload,
} from "@onestop_counter/model/draft";
import { DraftStore } from "@onestop_counter/services/draft_store";
import { CATALOGUE, FakeStorage } from "./counter_fixtures";

describe.current.tags("headless");

const [BIRTH, GUARDIAN] = CATALOGUE.procedures;

/** Locks as browsers give them, shared by the "tabs" of a test. */
class FakeLocks {
    held = new Set();
    async request(name, options, callback) {
        if (this.held.has(name)) {
            return callback(null);
        }
        this.held.add(name);
        await callback({ name });
        this.held.delete(name);
    }
}

const store = (userId, storage, locks) => new DraftStore("db", userId, storage, locks);

describe("the store", () => {
    test("gives back what was kept, after a reload or a crash", async () => {
        const storage = new FakeStorage();
        const draft = newDraft();
        setPerson(draft, { applicant_name: "Lê Thị Kín", applicant_identity: "035190001234" });
        store(2, storage).keep({ uuid: draft.uuid, draft });
        const [entry] = await store(2, storage).takeOver();
        expect(entry.uuid).toBe(draft.uuid);
        expect(entry.draft).toEqual(draft);
    });

    test("forgets without a trace of the person", () => {
        const storage = new FakeStorage();
        const one = store(2, storage);
        one.keep({ uuid: "u1", draft: { person: { applicant_name: "Lê Thị Kín" } } });
        one.forget("u1");
        expect([...storage.items.values()].join()).toBe("");
    });

    test("wipes the drafts of other users, and keeps what they pressed", async () => {
        const storage = new FakeStorage();
        store(3, storage).keep({ uuid: "left", draft: {} });
        store(3, storage).keep({
            uuid: "pressed",
            draft: {},
            call: { method: "receive", args: [] },
        });
        new DraftStore("other", 3, storage, null).keep({ uuid: "elsewhere", draft: {} });
        const mine = store(2, storage);
        mine.keep({ uuid: "own", draft: {} });
        expect(mine.wipeOthers()).toBe(1);
        expect((await mine.takeOver()).map((entry) => entry.uuid)).toEqual(["own"]);
        expect((await store(3, storage).takeOver()).map((entry) => entry.uuid)).toEqual([
            "pressed",
        ]);
        expect(storage.length).toBe(3);
    });

    test("a draft belongs to one tab until it is forgotten or the tab is left", async () => {
        const storage = new FakeStorage();
        const locks = new FakeLocks();
        const first = store(2, storage, locks);
        const second = store(2, storage, locks);
        await first.claim("u1");
        first.keep({ uuid: "u1", draft: {} });
        expect(await second.takeOver()).toHaveLength(0);
        first.release();
        await Promise.resolve();
        expect(await second.takeOver()).toHaveLength(1);
    });

    test("what a crash cut off is thrown away", async () => {
        const storage = new FakeStorage();
        storage.setItem("onestop_counter/db/2/u1", '{"uuid": "u1", "dra');
        expect(await store(2, storage).takeOver()).toEqual([]);
        expect(storage.length).toBe(0);
    });
});

describe("a draft", () => {
    test("has an identifier that the server takes", () => {
        expect(newDraft().uuid).toMatch(
            /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
        expect(newDraft().uuid).not.toBe(newDraft().uuid);
    });

    test("is empty until something of worth is entered", () => {
        const draft = newDraft();
        expect(isEmpty(draft)).toBe(true);
        setPerson(draft, { applicant_name: "A" });
        expect(isEmpty(draft)).toBe(false);
    });

    test("takes the papers of the case, and keeps ticks of the same papers", () => {
        const draft = newDraft();
        setProcedure(draft, GUARDIAN);
        expect(draft.papers.map((line) => line.component_id)).toEqual([111]);
        draft.papers[0].handed_in = true;
        setProcedure(draft, GUARDIAN, 201);
        expect(draft.papers.map((line) => [line.component_id, line.handed_in])).toEqual([
            [111, true],
            [112, false],
        ]);
        setProcedure(draft, BIRTH);
        expect(draft.papers.map((line) => line.component_id)).toEqual([101, 102, 103]);
    });

    test("becomes what the server is sent", () => {
        const draft = newDraft();
        setPerson(draft, { applicant_name: " Lê Thị Kín ", applicant_phone: "0912000001" });
        setProcedure(draft, BIRTH);
        draft.result_address = "Xóm 3";
        const payload = toPayload(draft, { agency_id: 5, counter_id: 7 });
        expect(payload.client_uuid).toBe(draft.uuid);
        expect([payload.agency_id, payload.counter_id, payload.procedure_id]).toEqual([5, 7, 11]);
        expect(payload.applicant_name).toBe("Lê Thị Kín");
        // the address belongs to the post only, the submitter to a dossier handed in on behalf
        expect(payload.result_address).toBe("");
        expect("submitter_name" in payload).toBe(false);
        expect(payload.documents).toHaveLength(3);
    });
});
