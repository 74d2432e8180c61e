import { mockDate, mockTimeZone } from "@odoo/hoot-mock";
import { mockService, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { CatalogueCache } from "@onestop_counter/model/catalogue";

export const CARD = "035190001234||Nguyễn Thị Thử|01021990|Nữ|Xóm 3, xã Khả Phong|01072021";

function paper(id, name, values = {}) {
    return {
        id,
        name,
        case: false,
        note: false,
        required: true,
        condition: "",
        originals: 1,
        certified_copies: 0,
        copies: 0,
        return: false,
        in_data: false,
        ...values,
    };
}

function procedure(id, code, name, values = {}) {
    return {
        id,
        code,
        name,
        keywords: "",
        sector: 1,
        same_day: false,
        cases: [],
        no_case: [],
        papers: [],
        channels: [{ channel: "direct", case: false, limit: "3 ngày làm việc", fee: "26.000 đ" }],
        ...values,
    };
}

export const CATALOGUE = {
    sectors: [
        { id: 1, name: "Hộ tịch" },
        { id: 2, name: "Chứng thực" },
    ],
    procedures: [
        procedure(11, "1.001193", "Đăng ký khai sinh", {
            papers: [
                paper(101, "Tờ khai"),
                paper(102, "Giấy chứng sinh"),
                paper(103, "Văn bản ủy quyền", { required: false }),
                paper(104, "Xuất trình giấy tờ tùy thân", { note: true }),
            ],
        }),
        procedure(12, "1.004837", "Đăng ký giám hộ", {
            cases: [
                { id: 201, name: "Giám hộ cử" },
                { id: 202, name: "Giám hộ đương nhiên" },
            ],
            no_case: ["online"],
            papers: [paper(111, "Tờ khai"), paper(112, "Văn bản cử", { case: 201 })],
        }),
        procedure(13, "2.000815", "Chứng thực bản sao", {
            sector: 2,
            same_day: true,
            papers: [paper(121, "Bản chính", { return: true })],
        }),
    ],
};

export const LOADED = {
    user: { id: 2, name: "Thu Hà" },
    agencies: [{ id: 5, name: "Xã Một", counters: [{ id: 7, name: "Quầy 1", number: 1 }] }],
    states: { ready: "Có kết quả", returned: "Đã trả", supplement: "Chờ bổ sung" },
    catalogue_version: "v1",
    catalogue: CATALOGUE,
    most_used: [11],
    waiting: 2,
    pile: { count: 0, forward_by: false },
    upload: { size_limit: 50 * 1024 * 1024, extensions: ["jpg", "pdf", "png"] },
};

export const PREVIEW = {
    due_at: "2026-11-26 02:00:00",
    limit: "3 ngày làm việc",
    lines: [{ label: "Đếm", start: "23/11/2026 09:00", end: "26/11/2026 09:00", amount: "3 ngày" }],
};

export const OPENED = {
    pane: "return",
    id: 31,
    code: "H99.11-261123-0001",
    revision: 4,
    state: "ready",
    state_label: "Có kết quả",
    actions: ["return_result"],
    procedure: { id: 11, code: "1.001193", name: "Đăng ký khai sinh" },
    case_id: false,
    case: "",
    case_none: false,
    channel: "direct",
    result_channel: "direct",
    outcome: "granted",
    result_number: "12/KS",
    person: {
        applicant_kind: "person",
        applicant_name: "Nguyễn Thị Thử",
        applicant_identity: "*********234",
        applicant_birth_date: "1990-02-01",
        applicant_sex: "female",
        applicant_phone: "0912000001",
        applicant_email: false,
        applicant_address: "Xóm 3",
    },
    submitter: false,
    submitter_authority: false,
    holder: "Xã Một",
    received_at: "2026-11-23 02:00:00",
    due_at: "2026-11-26 02:00:00",
    remaining: "",
    return_refusal: "",
    authority: false,
    due_if_received: false,
    asked: false,
    fee: "26.000 đ",
    may_attach: true,
    papers: [
        {
            id: 41,
            component: 102,
            name: "Giấy chứng sinh",
            handed_in: true,
            required: true,
            condition: "",
            in_data: false,
            lookup_outcome: false,
            verdict: false,
            verdict_note: "",
            return: true,
            originals: 1,
            files: [],
        },
        {
            id: 42,
            component: 101,
            name: "Tờ khai",
            handed_in: true,
            required: true,
            condition: "",
            in_data: false,
            lookup_outcome: false,
            verdict: false,
            verdict_note: "",
            return: false,
            originals: 1,
            files: [],
        },
    ],
};

/** A catalogue cache that forgets. */
export class NoCache {
    read() {
        return Promise.resolve(undefined);
    }
    write() {
        return Promise.resolve();
    }
}

/** A browser's storage for one test. */
export class FakeStorage {
    constructor() {
        this.items = new Map();
    }
    get length() {
        return this.items.size;
    }
    key(at) {
        return [...this.items.keys()][at] ?? null;
    }
    getItem(key) {
        return this.items.get(key) ?? null;
    }
    setItem(key, value) {
        this.items.set(key, String(value));
    }
    removeItem(key) {
        this.items.delete(key);
    }
}

/**
 * Answer the Counter's calls; each call is noted with `calls.push([method, args, kwargs])`.
 *
 * @param {Object} answers by method: a value, or a function of the arguments
 * @returns {Array} calls
 */
export function answerCounter(answers = {}) {
    const calls = [];
    const all = {
        open_counter: LOADED,
        preview: PREVIEW,
        find_person: [],
        find_twice: null,
        inbox: [],
        ...answers,
    };
    onRpc("onestop.counter.app", "*", ({ method, args, kwargs }) => {
        const named = Object.fromEntries(
            Object.entries(kwargs).filter(([name]) => name !== "context"),
        );
        calls.push([method, args, named]);
        const answer = all[method];
        return typeof answer === "function" ? answer(...args, named) : answer;
    });
    return calls;
}

/**
 * A Monday morning at a Counter that was never opened in this browser.
 *
 * @param {Function} [doAction] what becomes of actions, and so of what is printed
 */
export function stageCounter(doAction = () => Promise.resolve()) {
    mockTimeZone(7);
    mockDate("2026-11-23 09:00:00");
    mockService("action", { doAction });
    patchWithCleanup(CatalogueCache.prototype, {
        read: () => Promise.resolve(undefined),
        write: () => Promise.resolve(),
    });
    // the lock of a tab outlives a test
    patchWithCleanup(navigator, { locks: undefined });
}
