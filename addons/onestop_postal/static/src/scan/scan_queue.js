import { ConnectionLostError } from "@web/core/network/rpc";

/**
 * Scans on their way to the server, one after the other in the order in which they were made. A scan bears an identifier of
 * its own: if the line breaks before the answer, it is sent again, and the server counts it once. What waits is kept by the
 * browser, so that closing the page loses nothing.
 */
export class ScanQueue {
    /**
     * @param {Object} options
     * @param {function(string, string): Promise<Object>} options.send the text and its identifier; answers as the server does
     * @param {function(Object): void} options.tell called with each entry that has changed
     * @param {Object} options.store keeps what waits: `read()` and `write(entries)`
     * @param {function(): Promise<void>} options.rest waits before the line is tried again
     * @param {function(): string} options.makeUuid
     */
    constructor({ send, tell, store, rest, makeUuid }) {
        Object.assign(this, { send, tell, store, rest, makeUuid });
        this.waiting = store.read();
        this.running = null;
        this.closed = false;
    }

    add(text) {
        const entry = { text, uuid: this.makeUuid(), status: "waiting", message: "" };
        this.waiting.push(entry);
        this.keep();
        this.tell(entry);
        return this.run();
    }

    keep() {
        this.store.write(
            this.waiting.map(({ text, uuid }) => ({ text, uuid, status: "waiting", message: "" })),
        );
    }

    /** Send what waits; one run at a time. */
    run() {
        this.running ??= this.sendAll().finally(() => (this.running = null));
        return this.running;
    }

    close() {
        this.closed = true;
    }

    async sendAll() {
        while (this.waiting.length && !this.closed) {
            const [entry] = this.waiting;
            let answer;
            try {
                answer = await this.send(entry.text, entry.uuid);
            } catch (error) {
                if (error instanceof ConnectionLostError) {
                    entry.status = "offline";
                    this.tell(entry);
                    await this.rest();
                    continue;
                }
                answer = { status: "refused", message: error.data?.message || error.message };
            }
            this.waiting.shift();
            this.keep();
            this.tell(Object.assign(entry, answer));
        }
    }
}
