import { LineLost, Refused } from "./line";

/**
 * Receptions that were pressed, until the server has answered each. Sending again is safe: the server knows them
 * by their UUID. They go out one after the other, in the order in which they were pressed.
 */
export class Outbox {
    /**
     * @param {Line} line
     * @param {{ onAnswered: (entry, answer) => void, onRefused: (entry, words) => void }} handlers what the browser has
     *     kept of an entry is theirs to forget
     */
    constructor(line, { onAnswered, onRefused }) {
        this.line = line;
        this.onAnswered = onAnswered;
        this.onRefused = onRefused;
        this.entries = [];
        this.sending = false;
    }

    /** @param {{ uuid: string, call: { method: string, args: Array, kwargs?: Object } }} entry */
    add(entry) {
        this.entries.push(entry);
    }

    /** Send whatever waits, until all is answered or the line is lost. */
    async flush() {
        if (this.sending) {
            return;
        }
        this.sending = true;
        try {
            while (this.entries.length) {
                await this.sendFirst();
            }
        } catch (error) {
            // the line says so itself, and calls again when it is back
            if (!(error instanceof LineLost)) {
                throw error;
            }
        } finally {
            this.sending = false;
        }
    }

    async sendFirst() {
        const entry = this.entries[0];
        const { method, args, kwargs } = entry.call;
        let answer, refusal;
        try {
            answer = await this.line.call(method, args, kwargs);
        } catch (error) {
            if (!(error instanceof Refused)) {
                throw error;
            }
            refusal = error;
        }
        this.entries.shift();
        if (refusal) {
            this.onRefused(entry, refusal.message);
        } else {
            this.onAnswered(entry, answer);
        }
    }
}
