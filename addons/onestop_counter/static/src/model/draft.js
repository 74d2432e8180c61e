import { draftParts, gather } from "../parts";
import { papersOf } from "./catalogue";

const PERSON = {
    applicant_kind: "person",
    applicant_name: "",
    applicant_identity: "",
    applicant_old_identity: "",
    applicant_birth_date: false,
    applicant_birth_year: false,
    applicant_sex: false,
    applicant_phone: "",
    applicant_email: "",
    applicant_address: "",
};
const SUBMITTER = {
    submitter_name: "",
    submitter_identity: "",
    submitter_phone: "",
    submitter_authority: "",
};

/** A version 4 UUID. `crypto.randomUUID` exists on secure origins only, and a commune's server may not be one. */
export function newUuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A dossier before it is received: plain data, so that it can be kept as it is. */
export function newDraft() {
    return {
        uuid: newUuid(),
        person: { ...PERSON },
        on_behalf: false,
        submitter: { ...SUBMITTER },
        procedure_id: false,
        case_id: false,
        // the question was asked, and none of the cases fits
        case_none: false,
        channel: "direct",
        result_channel: "direct",
        result_address: "",
        summary: "",
        // why it is not the dossier that the person filed already, see `Twice`
        not_the_same: "",
        set_count: 1,
        result_number: "",
        papers: [],
        // what is attached to them: `uuid`, `component_id` of the paper, `name`, `size`; the contents lie in the FileStore
        files: [],
        ...gather(draftParts, "create"),
    };
}

/** @param {Object} values some fields of the applicant; the others are emptied */
export function setPerson(draft, values) {
    Object.assign(draft.person, PERSON);
    for (const [name, value] of Object.entries(values)) {
        draft.person[name] = value || PERSON[name];
    }
}

export function setSubmitter(draft, values) {
    draft.on_behalf = true;
    Object.assign(draft.submitter, values);
}

/** Choose a procedure or case: its papers replace those listed, ticks of the same papers stay. */
export function setProcedure(draft, procedure, caseId = false, caseNone = false) {
    const before = new Map(draft.papers.map((paper) => [paper.component_id, paper]));
    draft.procedure_id = procedure.id;
    draft.case_id = caseId;
    draft.case_none = caseNone;
    draft.papers = papersOf(procedure, caseId).map(
        (paper) =>
            before.get(paper.id) || {
                component_id: paper.id,
                handed_in: false,
                originals: paper.originals,
                certified_copies: paper.certified_copies,
                copies: paper.copies,
                note: "",
                lookup_outcome: false,
            },
    );
}

/** Files of papers that are asked for. */
export function filesOfPapers({ files = [], papers }) {
    const asked = new Set(papers.map((paper) => paper.component_id));
    return files.filter((file) => asked.has(file.component_id));
}

/** Files whose paper went away when another procedure or case was chosen. */
export function looseFiles(draft) {
    const placed = new Set(filesOfPapers(draft));
    return (draft.files || []).filter((file) => !placed.has(file));
}

/** Whether anything was entered that would be a loss. */
export function isEmpty(draft) {
    const { person, submitter } = draft;
    return (
        !draft.procedure_id &&
        !draft.on_behalf &&
        !["name", "identity", "phone", "email", "address"].some(
            (name) => person[`applicant_${name}`],
        ) &&
        !Object.values(submitter).some(Boolean) &&
        draftParts.getAll().every((part) => part.isEmpty?.(draft) ?? true)
    );
}

/**
 * What the server is sent, see `onestop.dossier.receive`.
 *
 * @param {Object} draft
 * @param {{ agency_id: number, counter_id: number|false }} place
 */
export function toPayload(draft, place) {
    return {
        client_uuid: draft.uuid,
        agency_id: place.agency_id,
        counter_id: place.counter_id,
        procedure_id: draft.procedure_id,
        case_id: draft.case_id,
        case_none: draft.case_none,
        channel: draft.channel,
        result_channel: draft.result_channel,
        result_address: draft.result_channel === "post" ? draft.result_address : "",
        summary: draft.summary,
        not_the_same: draft.not_the_same,
        set_count: draft.set_count,
        result_number: draft.result_number,
        ...trimmed(draft.person),
        ...(draft.on_behalf ? trimmed(draft.submitter) : {}),
        documents: draft.papers.map((paper) => ({ ...paper })),
        files: filesOfPapers(draft).map((file) => file.uuid),
        ...gather(draftParts, "toPayload", draft),
    };
}

function trimmed(values) {
    return Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
            name,
            typeof value === "string" ? value.trim() : value,
        ]),
    );
}
