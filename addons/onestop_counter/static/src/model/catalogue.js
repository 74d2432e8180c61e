import { _t } from "@web/core/l10n/translation";
import { IndexedDB } from "@web/core/utils/indexed_db";
import { SearchIndex } from "../utils/search";

const TABLE = "catalogue";

/** Keeps the catalogue in the browser, so that it comes from the server only when it has changed. */
export class CatalogueCache {
    constructor(key, storage = new IndexedDB("onestop_counter", "1")) {
        this.key = key;
        this.storage = storage;
    }

    /** @returns {Promise<{ version: string, catalogue: Object } | undefined>} */
    read() {
        return this.storage.read(TABLE, this.key);
    }

    write(version, catalogue) {
        return this.storage.write(TABLE, this.key, { version, catalogue });
    }
}

/** Procedures that may be received here, ready to be searched. */
export class Catalogue {
    constructor({ sectors, procedures }, mostUsed = []) {
        this.sectors = sectors;
        this.procedures = procedures;
        this.byId = new Map(procedures.map((procedure) => [procedure.id, procedure]));
        this.mostUsed = mostUsed.map((id) => this.byId.get(id)).filter(Boolean);
        this.index = new SearchIndex(procedures);
    }

    get(id) {
        return this.byId.get(id);
    }

    /**
     * Procedures to offer: those that answer the query, else the most used ones.
     *
     * @param {string} query
     * @param {number|false} sector id
     */
    offer(query, sector = false) {
        const inSector = (procedure) => !sector || procedure.sector === sector;
        if (query.trim()) {
            return this.index
                .search(query)
                .map((match) => match.row)
                .filter(inSector);
        }
        return sector || !this.mostUsed.length ? this.procedures.filter(inSector) : this.mostUsed;
    }

    heading(query, sector) {
        if (query.trim()) {
            return _t("Found");
        }
        return sector || !this.mostUsed.length ? _t("All procedures") : _t("Most used here");
    }
}

// outcomes of looking a paper up after which the citizen has to bring it
const LOOKUP_FAILED = ["absent", "incomplete", "down"];

/** Whether the citizen has to bring a paper: required, and not to be taken from a national database. */
export function isDemanded(paper, outcome) {
    return paper.required && (!paper.in_data || LOOKUP_FAILED.includes(outcome));
}

/** Papers that a procedure asks for in a case. */
export function papersOf(procedure, caseId) {
    return procedure.papers.filter(
        (paper) => !paper.note && (!paper.case || paper.case === caseId),
    );
}

/** What the law only remarks about the papers of a case: to be shown, not to be handed in. */
export function notesOf(procedure, caseId) {
    return procedure.papers.filter((paper) => paper.note && (!paper.case || paper.case === caseId));
}
