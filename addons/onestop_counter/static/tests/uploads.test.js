import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { DraftStore } from "@onestop_counter/services/draft_store";
import { LineLost, Refused, SessionEnded } from "@onestop_counter/services/line";
import { FileStore } from "@onestop_counter/services/file_store";
import { Uploads } from "@onestop_counter/services/uploads";
import { FakeStorage } from "./counter_fixtures";

describe.current.tags("headless");

let store, contents, uploads, sent, answers, saved, ended;

beforeEach(() => {
    allowTranslations();
    store = new DraftStore("db", 2, new FakeStorage(), null);
    contents = new FileStore(store, null);
    sent = [];
    answers = {};
    saved = [];
    ended = [];
    uploads = newUploads();
});

/** A line that answers as `answers` say, by the name of the file; else the file is stored. */
const line = {
    upload: async (address, form, onProgress) => {
        const name = form.get("ufile").name;
        sent.push([form.get("dossier_id"), form.get("document_id"), form.get("client_uuid"), name]);
        onProgress(0.5);
        const answer = answers[name]?.shift();
        if (answer instanceof Error) {
            throw answer;
        }
        return { file: { id: 70 + sent.length, name } };
    },
};

function newUploads() {
    return new Uploads(line, store, contents, {
        keep: (entry) => store.keep(entry),
        onSaved: (entry, file, answer) => saved.push([file.uuid, answer.id]),
        onStopped: (words) => ended.push(words),
    });
}

function entry(...names) {
    names.forEach((name) => contents.hold(name, new Blob([name])));
    const files = names.map((name, at) => ({ uuid: name, document_id: 41 + at, name, size: 4 }));
    return { uuid: "u1", upload: { dossier_id: 31, title: "H99.11-261123-0001", files } };
}

const kept = () => store.read(`${store.own}u1`)?.upload.files;
const names = (list) => list.map(({ file }) => file.name);

test("files go out one after the other, each to its paper, and leave no trace", async () => {
    await uploads.add(entry("a.pdf", "b.png"));
    expect(sent).toEqual([
        ["31", "41", "a.pdf", "a.pdf"],
        ["31", "42", "b.png", "b.png"],
    ]);
    expect(saved.map(([uuid]) => uuid)).toEqual(["a.pdf", "b.png"]);
    expect(uploads.saved).toEqual({ dossier_id: 31, count: 2 });
    expect(store.storage.length).toBe(0);
    expect(contents.held.size).toBe(0);
});

test("a lost line: the rest waits, and goes on after a reload with the same identifiers", async () => {
    answers = { "b.png": [new LineLost()] };
    await uploads.add(entry("a.pdf", "b.png"));
    expect(names(uploads.pending)).toEqual(["b.png"]);
    expect(kept().map((file) => file.uuid)).toEqual(["b.png"]);
    const [left] = await store.takeOver();
    uploads = newUploads();
    await uploads.add(left);
    expect(sent.map(([, , uuid]) => uuid)).toEqual(["a.pdf", "b.png", "b.png"]);
    expect(store.storage.length).toBe(0);
});

test("a refusal stops nothing else, and waits for a decision", async () => {
    answers = { "a.pdf": [new Refused("The file is damaged.")] };
    await uploads.add(entry("a.pdf", "b.png"));
    expect(names(uploads.pending)).toEqual([]);
    expect(uploads.refused.map(({ file }) => [file.name, file.refusal])).toEqual([
        ["a.pdf", "The file is damaged."],
    ]);
    expect(kept()[0].refusal).toBe("The file is damaged.");
    await uploads.again(uploads.refused[0]);
    expect(sent.at(-1)).toEqual(["31", "41", "a.pdf", "a.pdf"]);
    expect(uploads.entries).toEqual([]);
});

test("another file takes the place of a refused one under its identifier", async () => {
    answers = { "a.pdf": [new Refused("The file is damaged.")] };
    await uploads.add(entry("a.pdf"));
    const [refused] = uploads.refused;
    contents.hold(refused.file.uuid, new Blob(["new"]));
    await uploads.replace(refused, { name: "new.pdf", size: 3 });
    expect(sent.at(-1)).toEqual(["31", "41", "a.pdf", "new.pdf"]);
    expect(uploads.refused).toEqual([]);
});

test("a refused one is left out", async () => {
    answers = { "a.pdf": [new Refused("The file is damaged.")] };
    await uploads.add(entry("a.pdf"));
    uploads.dismiss(uploads.refused[0]);
    expect(uploads.entries).toEqual([]);
    expect(store.storage.length).toBe(0);
    expect(contents.held.size).toBe(0);
});

test("after the session has ended the files wait for the next one", async () => {
    answers = { "a.pdf": [new SessionEnded("Sign in.")] };
    await uploads.add(entry("a.pdf", "b.png"));
    expect(ended).toEqual(["Sign in."]);
    expect(names(uploads.pending)).toEqual(["a.pdf", "b.png"]);
    expect(uploads.refused).toEqual([]);
    expect(uploads.stopped).toBe(true);
    await uploads.flush();
    expect(uploads.stopped).toBe(false);
    expect(saved).toHaveLength(2);
});

test("a file at which the line breaks each time does not hold up the others for ever", async () => {
    answers = { "a.pdf": Array.from({ length: 5 }, () => new LineLost()) };
    await uploads.add(entry("a.pdf", "b.png"));
    for (let turn = 0; turn < 4; turn++) {
        expect(uploads.refused).toEqual([]);
        await uploads.flush();
    }
    expect(uploads.refused.map(({ file }) => file.refusal)[0]).toMatch(/line broke each time/);
    expect(saved.map(([uuid]) => uuid)).toEqual(["b.png"]);
    answers = { "a.pdf": [new LineLost()] };
    await uploads.again(uploads.refused[0]);
    expect(names(uploads.pending)).toEqual(["a.pdf"]);
});

test("a file that the browser did not keep is asked for again", async () => {
    const left = entry("a.pdf", "b.png");
    contents.held.delete("a.pdf");
    await uploads.add(left);
    expect(names(uploads.refused)).toEqual(["a.pdf"]);
    expect(saved.map(([uuid]) => uuid)).toEqual(["b.png"]);
});

test("what waits is kept for its own user, what was refused is not", async () => {
    answers = { "a.pdf": [new LineLost()] };
    await uploads.add(entry("a.pdf"));
    const other = new DraftStore("db", 3, store.storage, null);
    expect(other.wipeOthers()).toBe(1);
    answers = { "a.pdf": [new Refused("The file is damaged.")] };
    await uploads.flush();
    expect(other.wipeOthers()).toBe(0);
    expect(store.storage.length).toBe(0);
});
