const NAME = "onestop_counter_files";
const TABLE = "contents";

/**
 * The contents of files that are attached at the Counter: in the memory of this tab, and in the browser's database so
 * that they survive a reload, a crash and a dead server. Each belongs to an entry of the `DraftStore`, and the same
 * rules of privacy hold: it goes with its entry, at the latest when somebody opens the Counter again.
 */
export class FileStore {
    /**
     * @param {DraftStore} drafts whose entries the files belong to
     * @param {IDBFactory|undefined} factory none if the browser allows no database
     */
    constructor(drafts, factory = window.indexedDB) {
        this.drafts = drafts;
        this.factory = factory;
        this.held = new Map();
    }

    /** Have a file in this tab, until it is forgotten. */
    hold(uuid, content) {
        this.held.set(uuid, content);
    }

    /**
     * Keep a file that the tab holds.
     *
     * @param {string} owner uuid of the entry
     * @param {string} uuid of the file
     * @param {Blob} content
     * @returns {Promise<boolean>} whether it survives a reload
     */
    async keep(owner, uuid, content) {
        this.hold(uuid, content);
        return this.attempt(async () => {
            const database = await this.open();
            // the clerk may have taken it off, or cancelled, in the meantime
            if (this.held.has(uuid)) {
                await this.run(database, "readwrite", (table) =>
                    table.put(content, this.key(owner, uuid)),
                );
            }
        });
    }

    /** @returns {Promise<Blob|undefined>} the file, if it is still there */
    async read(owner, uuid) {
        if (!this.held.has(uuid)) {
            let content;
            await this.attempt(async () => {
                content = await this.run(await this.open(), "readonly", (table) =>
                    table.get(this.key(owner, uuid)),
                );
            });
            if (content) {
                this.hold(uuid, content);
            }
        }
        return this.held.get(uuid);
    }

    forget(owner, uuid) {
        this.held.delete(uuid);
        return this.attempt(async () => {
            await this.run(await this.open(), "readwrite", (table) =>
                table.delete(this.key(owner, uuid)),
            );
        });
    }

    /** Forget files whose entry is gone: what others left, and what a crash kept from being forgotten. */
    sweep() {
        const { drafts } = this;
        const isOrphan = (key, entries) =>
            key.startsWith(drafts.root) && !entries.has(key.slice(0, key.lastIndexOf("/")));
        return this.attempt(async () => {
            const database = await this.open();
            const keys = await this.run(database, "readonly", (table) => table.getAllKeys());
            const entries = new Set(drafts.keys(drafts.root));
            for (const key of keys.filter((one) => isOrphan(one, entries))) {
                await this.run(database, "readwrite", (table) => table.delete(key));
            }
        });
    }

    // ------------------------------------------------------------------

    key(owner, uuid) {
        return `${this.drafts.own}${owner}/${uuid}`;
    }

    /** Browsers that allow no database, or have no room, say so by an exception of their own. */
    async attempt(action) {
        try {
            await action();
            return true;
        } catch (error) {
            if (!(error instanceof DOMException)) {
                throw error;
            }
            return false;
        }
    }

    /** @returns {Promise<IDBDatabase>} */
    open() {
        this.opening ||= new Promise((resolve, reject) => {
            if (!this.factory) {
                throw new DOMException("no database", "NotSupportedError");
            }
            const request = this.factory.open(NAME, 1);
            request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        });
        return this.opening;
    }

    async close() {
        const { opening } = this;
        this.opening = undefined;
        await this.attempt(async () => (await opening)?.close());
    }

    /** One operation in a transaction of its own, done when the browser has it on its disk. */
    run(database, mode, operation) {
        return new Promise((resolve, reject) => {
            const transaction = database.transaction(TABLE, mode);
            const request = operation(transaction.objectStore(TABLE));
            transaction.oncomplete = () => resolve(request.result);
            transaction.onabort = () => reject(transaction.error);
        });
    }
}
