import { cleanIdentity, identityKind } from "../utils/identity";

/** Whether the person has filed for the same procedure already: said before the dossier is received. */
export class Twice {
    /** @param {CounterModel} counter */
    constructor(counter) {
        this.counter = counter;
        // the open dossier: `agency`, `received_at`, and `id` and `code` if it may be opened
        this.found = null;
        this.asked = "";
    }

    /** Procedure and numbers, once they are whole; else an empty text. */
    get key() {
        const { procedure_id, person } = this.counter.draft;
        const numbers = [person.applicant_identity, person.applicant_old_identity || ""]
            .map(cleanIdentity)
            .map((number) => (identityKind(number) ? number : ""));
        return procedure_id && numbers[0] ? JSON.stringify([procedure_id, ...numbers]) : "";
    }

    /** The draft has changed. */
    async update() {
        const { key } = this;
        if (key === this.asked) {
            return;
        }
        this.asked = key;
        this.found = null;
        if (!key) {
            return;
        }
        const found = await this.counter.ask("find_twice", JSON.parse(key));
        // the clerk may have gone on while the server was looking
        if (key === this.key) {
            this.found = found;
        }
    }

    /** The line is back: what could not be asked is asked now. */
    onLineBack() {
        this.asked = "";
        return this.update();
    }
}
