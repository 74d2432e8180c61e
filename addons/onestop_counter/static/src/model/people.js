import { setPerson, setSubmitter } from "./draft";
import { checkIdentityNumber } from "../utils/identity";
import { classify, personOfCard } from "../utils/scan";
import { unreadableLabels } from "../utils/words";

/** Whose dossier it is and who hands it in: found by the one box, or entered. */
export class People {
    /** @param {CounterModel} counter */
    constructor(counter) {
        this.counter = counter;
        this.clear();
    }

    clear() {
        // to choose from, when a phone belongs to several
        this.found = [];
        this.lastDossiers = [];
    }

    // ------------------------------------------------------------------ the one box

    /**
     * An identity card, a slip, an identity number, a phone number, a dossier code or a name.
     *
     * @param {string} text as typed or scanned
     */
    async find(text) {
        const { counter } = this;
        const found = classify(text);
        counter.hush();
        if (found.kind === "unreadable") {
            counter.say(unreadableLabels()[found.reason]);
        } else if (found.kind === "code") {
            await counter.opened.openCode(found.text);
        } else {
            counter.opened.clear();
            await this.findPerson(found);
        }
    }

    async findPerson(found) {
        const { counter } = this;
        const { draft } = counter;
        const values = {
            card: () => personOfCard(found.card),
            identity: () => ({ applicant_identity: found.text }),
            phone: () => ({ applicant_phone: found.text }),
            name: () => ({ applicant_name: found.text }),
        }[found.kind]();
        if (draft.on_behalf && draft.person.applicant_name) {
            this.takeSubmitter(values);
            return;
        }
        this.clear();
        this.take(values);
        if (found.kind === "name") {
            return;
        }
        const number = found.kind === "phone" ? found.text : values.applicant_identity;
        const people = await counter.ask("find_person", [number]);
        // the clerk may have gone on to somebody else while the server was looking
        if (!people?.length || counter.draft !== draft) {
            return;
        }
        if (people.length > 1) {
            if (counter.pane === "person") {
                this.found = people;
            }
            return;
        }
        this.takeKnown(people[0], values);
    }

    take(values) {
        const { counter } = this;
        counter.done = null;
        counter.inbox.close();
        setPerson(counter.draft, values);
        counter.changed();
        counter.show(counter.nextPane());
    }

    /**
     * @param {{ person: Object, dossiers: Object[] }} known
     * @param {Object} [newer] what a card says goes before
     */
    takeKnown({ person, dossiers }, newer = {}) {
        const { counter } = this;
        const given = Object.fromEntries(Object.entries(newer).filter(([, value]) => value));
        this.found = [];
        this.lastDossiers = dossiers;
        setPerson(counter.draft, { ...person, ...given });
        counter.changed();
        // whoever has gone on already is not called back
        if (counter.pane === "person") {
            counter.show(counter.nextPane());
        }
    }

    takeSubmitter(values) {
        this.editSubmitter({
            ...(values.applicant_name && { submitter_name: values.applicant_name }),
            ...(values.applicant_identity && { submitter_identity: values.applicant_identity }),
            ...(values.applicant_phone && { submitter_phone: values.applicant_phone }),
        });
        this.counter.show("person");
    }

    // ------------------------------------------------------------------ the form

    edit(values) {
        Object.assign(this.counter.draft.person, values);
        this.counter.changed();
    }

    editSubmitter(values) {
        setSubmitter(this.counter.draft, values);
        this.counter.changed();
    }

    /** Somebody comes in the applicant's stead, or not after all. */
    toggleSubmitter() {
        const { counter } = this;
        counter.draft.on_behalf = !counter.draft.on_behalf;
        counter.show("person");
        counter.changed();
    }

    /** What is odd about the applicant's identity number, see `doubtLabels`. */
    get doubts() {
        const { applicant_kind, applicant_identity, applicant_birth_date, applicant_sex } =
            this.counter.draft.person;
        return applicant_kind === "person" && applicant_identity
            ? checkIdentityNumber(applicant_identity, applicant_birth_date, applicant_sex)
            : [];
    }
}
