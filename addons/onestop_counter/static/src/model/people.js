import { _t } from "@web/core/l10n/translation";
import { setPerson, setSubmitter } from "./draft";
import { checkPerson, checkTaxCode, cleanIdentity, identityKind } from "../utils/identity";
import { addresses } from "../utils/mail_address";
import { mobiles, phones } from "../utils/phone";
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
        // known people to choose from
        this.found = [];
        // what is to be decided before the work goes on: a title, and choices of `{ label, choose }`
        this.question = null;
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
        this.question = null;
        if (found.kind === "unreadable") {
            counter.say(unreadableLabels()[found.reason]);
        } else if (found.kind === "code") {
            await counter.opened.openCode(found.text);
        } else {
            counter.opened.clear();
            await this.meet(found);
        }
    }

    /** Somebody was scanned or typed: for an empty draft, or for one that has a person already. */
    meet(found) {
        const { draft } = this.counter;
        if (draft.on_behalf && draft.person.applicant_name) {
            return this.takeSubmitter(found);
        }
        if (this.isAnother(found)) {
            return this.askWhoItIs(found);
        }
        return this.findApplicant(found);
    }

    /** Whether the draft has an applicant, and it is not the one who was scanned or typed. */
    isAnother(found) {
        const { applicant_name, applicant_identity, applicant_old_identity } =
            this.counter.draft.person;
        const known = [applicant_identity, applicant_old_identity]
            .filter(Boolean)
            .map(cleanIdentity);
        const given = found.card
            ? [found.card.number, found.card.old_number]
            : found.identities || [];
        // a number is added to a name that has none yet
        return known.length
            ? !given.some((number) => known.includes(number))
            : Boolean(applicant_name && !given.length);
    }

    askWhoItIs(found) {
        const { counter } = this;
        const applicant = counter.draft.person.applicant_name || "…";
        const name = this.nameOf(found);
        const go = (step) => () => {
            this.question = null;
            return step();
        };
        this.ask(
            _t("Who is %(name)s? The dossier has an applicant: %(applicant)s.", {
                name,
                applicant,
            }),
            [
                {
                    label: _t("The submitter, who hands it in for the applicant"),
                    choose: go(() => this.takeSubmitter(found)),
                },
                {
                    label: _t("The applicant, instead of the one entered"),
                    choose: go(() => {
                        setPerson(counter.draft, {});
                        return this.findApplicant(found);
                    }),
                },
                {
                    label: _t("The next person: what was entered is cleared"),
                    choose: go(() => {
                        counter.fresh();
                        return this.findApplicant(found);
                    }),
                },
            ],
        );
    }

    /** What somebody is called who was scanned or typed; a number where that is all. */
    nameOf(found) {
        if (found.kind === "card") {
            return found.card.name || found.card.number;
        }
        return found.text || found.identities[0] || found.phones[0];
    }

    ask(title, choices) {
        this.found = [];
        this.counter.done = null;
        this.question = { title, choices };
        this.counter.show("person");
    }

    async findApplicant(found) {
        const { counter } = this;
        this.clear();
        counter.done = null;
        if (found.kind === "card") {
            // at once, also without a line; a phone that was typed before stays
            this.take({ ...counter.draft.person, ...personOfCard(found.card) });
        }
        const { draft } = counter;
        const people = await counter.ask("find_person", this.searched(found));
        // the clerk may have gone on to somebody else while the server was looking
        if (counter.draft !== draft) {
            return;
        }
        // a card is newer than what is known, and so is what the clerk has typed since
        const newer = found.kind === "card" ? draft.person : {};
        if (!people?.length) {
            this.takeTyped(found);
        } else if (people.length > 1 || found.kind === "name") {
            // a name is no proof: it may be somebody else of that name
            this.offer(people, found);
        } else {
            this.takeKnown(people[0], newer);
        }
    }

    /** Arguments of the server's `find_person`. */
    searched(found) {
        if (found.kind === "card") {
            return [found.card.number, found.card.old_number].filter(Boolean);
        }
        return [found.kind === "name" ? found.text : found.identities[0] || found.phones[0]];
    }

    offer(people, found) {
        if (this.counter.pane === "person") {
            this.found = people;
            this.typed = found;
        }
    }

    /** None of those who were found. */
    takeStranger() {
        const { typed } = this;
        this.found = [];
        this.takeTyped(typed);
    }

    /** What was typed of somebody who is not known goes where it belongs. */
    takeTyped(found) {
        if (found.kind === "name") {
            this.take({ ...this.counter.draft.person, applicant_name: found.text });
        } else if (found.kind === "number") {
            this.takeNumber(found);
        }
    }

    takeNumber({ identities, phones: numbers }) {
        const { person } = this.counter.draft;
        const take = (values) => () => {
            this.question = null;
            this.take({ ...person, ...values });
        };
        const [number] = identities;
        const asNumber = take({
            applicant_identity: number,
            applicant_kind: identityKind(number || "") === "tax" ? "organisation" : "person",
        });
        const asPhone = take({ applicant_phone: numbers[0] });
        if (number && numbers.length) {
            this.ask(_t("Nobody is known under %s. What is it?", number), [
                { label: _t("A phone number"), choose: asPhone },
                {
                    label:
                        identityKind(number) === "tax"
                            ? _t("The tax code of an organisation")
                            : _t("An old identity number of nine digits"),
                    choose: asNumber,
                },
            ]);
        } else if (number) {
            asNumber();
        } else {
            asPhone();
        }
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
     * @param {Object} [newer] what goes before: a card does, what was typed to find somebody does not
     */
    takeKnown({ person, dossiers }, newer = {}) {
        const { counter } = this;
        const given = Object.fromEntries(Object.entries(newer).filter(([, value]) => value));
        this.found = [];
        this.lastDossiers = dossiers;
        counter.done = null;
        setPerson(counter.draft, { ...person, ...given });
        counter.changed();
        // whoever has gone on already is not called back
        if (counter.pane === "person") {
            counter.show(counter.nextPane());
        }
    }

    takeSubmitter(found) {
        const values = {
            card: () => ({
                submitter_identity: found.card.number,
                ...(found.card.name && { submitter_name: found.card.name }),
            }),
            number: () => ({
                ...(found.identities.length && { submitter_identity: found.identities[0] }),
                ...(found.phones.length &&
                    !found.identities.length && { submitter_phone: found.phones[0] }),
            }),
            name: () => ({ submitter_name: found.text }),
        }[found.kind]();
        this.editSubmitter(values);
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

    /** Whether it is known who the applicant is: a name alone is that of many. */
    get isKnown() {
        const { applicant_kind, applicant_name, applicant_identity, applicant_address } =
            this.counter.draft.person;
        return Boolean(
            applicant_name.trim() &&
            (applicant_kind === "organisation" ||
                applicant_identity.trim() ||
                applicant_address.trim()),
        );
    }

    /** What is odd about the applicant, and whether news can reach them, see `doubtLabels`. */
    get doubts() {
        const { person, on_behalf, submitter } = this.counter.draft;
        const numbers = [person.applicant_phone, on_behalf ? submitter.submitter_phone : ""];
        const mobile = numbers.some((number) => mobiles(number).length);
        const mail = addresses(person.applicant_email).length;
        const odd =
            person.applicant_kind === "organisation"
                ? checkTaxCode(person.applicant_identity)
                : checkPerson({
                      number: person.applicant_identity,
                      birth_date: person.applicant_birth_date,
                      birth_year: person.applicant_birth_year,
                      sex: person.applicant_sex,
                  });
        return [
            ...odd,
            ...(numbers.some((number) => number.trim() && !phones(number).length)
                ? ["phone_unreadable"]
                : []),
            ...(person.applicant_email.trim() && !mail ? ["email_unreadable"] : []),
            ...(person.applicant_name.trim() && !mobile && !mail ? ["unreachable"] : []),
        ];
    }
}
