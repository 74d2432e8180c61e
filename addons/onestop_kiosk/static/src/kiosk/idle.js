const EVENTS = ["pointerdown", "keydown", "wheel", "input"];

/** Asks after a while without a touch, a key or a scan whether somebody is there, and goes home if nobody is. */
export class Idle {
    /**
     * @param {{ seconds: number, warning: number, onWarn: (left: number) => void, onBack: () => void, onLeave: () => void,
     *   isNeeded: () => boolean }} options
     */
    constructor(options) {
        Object.assign(this, options);
        this.touched = Date.now();
        this.warned = false;
        for (const name of EVENTS) {
            window.addEventListener(name, () => this.touch(), { capture: true, passive: true });
        }
        // a person who comes back to a page that slept must not meet the one before
        document.addEventListener("visibilitychange", () => this.look());
        setInterval(() => this.look(), 500);
    }

    touch() {
        this.touched = Date.now();
        if (this.warned) {
            this.warned = false;
            this.onBack();
        }
    }

    look() {
        if (!this.isNeeded()) {
            this.touched = Date.now();
            return;
        }
        const left = this.seconds + this.warning - (Date.now() - this.touched) / 1000;
        if (left <= 0) {
            this.warned = false;
            this.touched = Date.now();
            this.onLeave();
        } else if (left <= this.warning) {
            this.warned = true;
            this.onWarn(Math.ceil(left));
        }
    }
}
