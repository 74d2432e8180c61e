import { browser } from "@web/core/browser/browser";

const PREFIX = "onestop_counter";

/**
 * What a user enters at the Counter, kept in this browser until the server has answered: it survives a reload, a
 * crash and a dead server. One entry a dossier, so that two tabs do not overwrite each other's.
 *
 * Entries hold personal data. They go as soon as the server has answered or the clerk cancels, and what somebody
 * else left unfinished goes when the next user opens the Counter. Only receptions that were pressed and not
 * answered, and the files of dossiers, wait for their own user: the citizen has been told that they are on their way.
 */
export class DraftStore {
    /**
     * @param {string} database name of the Odoo database
     * @param {number} userId
     */
    constructor(database, userId, storage = browser.localStorage, locks = navigator.locks) {
        this.root = `${PREFIX}/${database}/`;
        this.own = `${this.root}${userId}/`;
        this.storage = storage;
        this.locks = locks;
        this.held = new Map();
    }

    /**
     * Keep an entry, at once.
     *
     * @param {{ uuid: string }} entry
     * @throws {DOMException} the browser has no room, or may keep nothing
     */
    keep(entry) {
        this.storage.setItem(
            this.own + entry.uuid,
            JSON.stringify({ ...entry, kept_at: Date.now() }),
        );
    }

    /** Forget an entry, and let other tabs know that it is free. */
    forget(uuid) {
        this.storage.removeItem(this.own + uuid);
        this.held.get(uuid)?.();
        this.held.delete(uuid);
    }

    /** Entries of the user that no other tab works on, the oldest first. From now on they are this tab's. */
    async takeOver() {
        const entries = [];
        for (const key of this.keys(this.own)) {
            const entry = this.read(key);
            if (entry && (await this.claim(entry.uuid))) {
                entries.push(entry);
            }
        }
        return entries.sort((a, b) => a.kept_at - b.kept_at);
    }

    /**
     * Wipe what other users left unfinished.
     *
     * @returns {number} how many of their dossiers wait to be sent
     */
    wipeOthers() {
        let waiting = 0;
        for (const key of this.keys(this.root)) {
            if (key.startsWith(this.own)) {
                continue;
            }
            const { call, upload } = this.read(key) || {};
            if (call || upload?.files.some((file) => !file.refusal)) {
                waiting++;
            } else {
                this.storage.removeItem(key);
            }
        }
        return waiting;
    }

    /** Make an entry this tab's until it is forgotten or the tab ends. @returns {Promise<boolean>} */
    claim(uuid) {
        // only secure origins have locks; without them, the tab opened last goes on with the draft
        if (!this.locks || this.held.has(uuid)) {
            return Promise.resolve(true);
        }
        return new Promise((resolve) => {
            this.locks.request(`${this.own}${uuid}`, { ifAvailable: true }, (lock) => {
                resolve(Boolean(lock));
                return lock && new Promise((release) => this.held.set(uuid, release));
            });
        });
    }

    /** Let go of everything, when the Counter is left. */
    release() {
        this.held.forEach((release) => release());
        this.held.clear();
    }

    keys(prefix) {
        const keys = [];
        for (let i = 0; i < this.storage.length; i++) {
            const key = this.storage.key(i);
            if (key.startsWith(prefix)) {
                keys.push(key);
            }
        }
        return keys;
    }

    read(key) {
        try {
            return JSON.parse(this.storage.getItem(key));
        } catch {
            // cut off by a crash while it was written: nothing in it can be trusted
            this.storage.removeItem(key);
            return null;
        }
    }
}
