/** Dossiers that came online and wait to be accepted. */
export class Inbox {
    /** @param {CounterModel} counter */
    constructor(counter) {
        this.counter = counter;
        // how many wait, as far as is known
        this.waiting = 0;
        // null unless the clerk works through them
        this.rows = null;
    }

    async open() {
        const { counter } = this;
        counter.hush();
        const rows = await counter.ask("inbox", [], { loud: true });
        if (rows) {
            this.setRows(rows);
            counter.opened.clear();
            counter.show("inbox");
        }
    }

    close() {
        this.rows = null;
    }

    /** That dossier waits no more. */
    takeOff(dossierId) {
        if (this.rows) {
            this.setRows(this.rows.filter((row) => row.id !== dossierId));
        }
    }

    setRows(rows) {
        this.rows = rows;
        this.waiting = rows.length;
    }
}
