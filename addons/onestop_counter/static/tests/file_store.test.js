import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { DraftStore } from "@onestop_counter/services/draft_store";
import { FileStore } from "@onestop_counter/services/file_store";
import { FakeStorage } from "./counter_fixtures";

describe.current.tags("headless");

const NAME = "onestop_counter_files";
let storage;

beforeEach(async () => {
    storage = new FakeStorage();
    await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(NAME);
        request.onsuccess = resolve;
        request.onerror = reject;
        request.onblocked = reject;
    });
});

const drafts = (userId) => new DraftStore("db", userId, storage, null);
const page = (text = "%PDF") => new Blob([text], { type: "application/pdf" });

/** What a new tab finds: nothing is in its memory. */
async function found(userId, owner, uuid) {
    const store = new FileStore(drafts(userId));
    const content = await store.read(owner, uuid);
    await store.close();
    return content?.text();
}

test("a file survives a reload or a crash", async () => {
    const store = new FileStore(drafts(2));
    expect(await store.keep("draft", "file", page("%PDF-1"))).toBe(true);
    expect(await found(2, "draft", "file")).toBe("%PDF-1");
    await store.close();
});

test("a file is forgotten alone, and none reads that of another user", async () => {
    const store = new FileStore(drafts(2));
    await store.keep("draft", "one", page("1"));
    await store.keep("draft", "two", page("2"));
    await store.forget("draft", "one");
    expect(await store.read("draft", "one")).toBe(undefined);
    expect(await found(2, "draft", "two")).toBe("2");
    expect(await found(3, "draft", "two")).toBe(undefined);
    await store.close();
});

test("files go with their entries, whosever they were", async () => {
    drafts(2).keep({ uuid: "own", draft: {} });
    drafts(3).keep({ uuid: "left", draft: {} });
    drafts(3).keep({ uuid: "pressed", draft: {}, call: { method: "receive", args: [] } });
    const stores = [new FileStore(drafts(2)), new FileStore(drafts(3))];
    await stores[0].keep("own", "a", page("a"));
    await stores[0].keep("gone", "b", page("b"));
    await stores[1].keep("left", "c", page("c"));
    await stores[1].keep("pressed", "d", page("d"));
    expect(drafts(2).wipeOthers()).toBe(1);
    await stores[0].sweep();
    expect([
        await found(2, "own", "a"),
        await found(2, "gone", "b"),
        await found(3, "left", "c"),
        await found(3, "pressed", "d"),
    ]).toEqual(["a", undefined, undefined, "d"]);
    for (const store of stores) {
        await store.close();
    }
});

test("what is taken off while it is being kept does not come back", async () => {
    const store = new FileStore(drafts(2));
    const keeping = store.keep("draft", "file", page());
    await store.forget("draft", "file");
    await keeping;
    expect(await found(2, "draft", "file")).toBe(undefined);
    await store.close();
});

test("a browser that allows no database says so, and the tab goes on with its memory", async () => {
    const forbidding = {
        open: () => {
            throw new DOMException("forbidden", "SecurityError");
        },
    };
    for (const factory of [null, forbidding]) {
        const store = new FileStore(drafts(2), factory);
        expect(await store.keep("draft", "file", page("1"))).toBe(false);
        expect(await (await store.read("draft", "file")).text()).toBe("1");
        await store.forget("draft", "file");
        expect(await store.read("draft", "file")).toBe(undefined);
        await store.sweep();
    }
});
