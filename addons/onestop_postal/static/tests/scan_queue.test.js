import { ScanQueue } from "@onestop_postal/scan/scan_queue";
import { expect, test } from "@odoo/hoot";
import { ConnectionLostError } from "@web/core/network/rpc";

function makeQueue(send) {
    const kept = { entries: [] };
    const told = [];
    let number = 0;
    const queue = new ScanQueue({
        send,
        tell: (entry) => told.push(`${entry.text} ${entry.status}`),
        store: { read: () => [...kept.entries], write: (entries) => (kept.entries = entries) },
        rest: () => Promise.resolve(),
        makeUuid: () => `u${++number}`,
    });
    return { queue, kept, told };
}

test("scans go one after the other, in their order", async () => {
    const sent = [];
    const { queue, kept, told } = makeQueue(async (text, uuid) => {
        sent.push(`${text} ${uuid}`);
        return { status: "added" };
    });
    queue.add("A");
    queue.add("B");
    await queue.add("C");
    expect(sent).toEqual(["A u1", "B u2", "C u3"]);
    expect(told.slice(-1)).toEqual(["C added"]);
    expect(kept.entries).toEqual([]);
});

test("a line that is lost in the middle loses no scan and sends the same identifier again", async () => {
    const sent = [];
    let broken = 2;
    const { queue, told } = makeQueue(async (text, uuid) => {
        sent.push(`${text} ${uuid}`);
        if (text === "B" && broken--) {
            throw new ConnectionLostError("/");
        }
        return { status: "added" };
    });
    queue.add("A");
    queue.add("B");
    await queue.add("C");
    expect(sent).toEqual(["A u1", "B u2", "B u2", "B u2", "C u3"]);
    expect(told).toInclude("B offline");
});

test("what waits is kept when the page is closed", async () => {
    const { queue, kept } = makeQueue(() => new Promise(() => {}));
    queue.add("A");
    queue.add("B");
    expect(kept.entries.map((entry) => entry.text)).toEqual(["A", "B"]);
    queue.close();
    const again = new ScanQueue({ ...queue, send: async () => ({ status: "added" }) });
    await again.run();
    expect(kept.entries).toEqual([]);
});

test("what the server refuses is told and does not stop the others", async () => {
    const { queue, told } = makeQueue(async (text) => {
        if (text === "A") {
            throw Object.assign(new Error("x"), { data: { message: "Not yours" } });
        }
        return { status: "added" };
    });
    queue.add("A");
    await queue.add("B");
    expect(told).toInclude("A refused");
    expect(told).toInclude("B added");
});
