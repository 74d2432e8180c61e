// a server that says nothing for so long is as good as dead
const PATIENCE = 15_000;

/** The server could not be reached. */
export class LineLost extends Error {}

/** The server refused, in words for the person at the screen. */
export class Refused extends Error {}

/** This browser is no device any more. */
export class Unknown extends Error {}

/**
 * Ask the server.
 *
 * @param {string} path
 * @param {Object} [sent] sent as JSON by POST; without it the call is a GET
 * @throws {LineLost|Refused|Unknown}
 */
export async function ask(path, sent) {
    let response;
    try {
        response = await fetch(path, {
            method: sent ? "POST" : "GET",
            body: sent && JSON.stringify(sent),
            headers: sent ? { "Content-Type": "application/json" } : {},
            credentials: "same-origin",
            cache: "no-store",
            signal: AbortSignal.timeout(PATIENCE),
        });
    } catch {
        throw new LineLost();
    }
    if (response.status === 404) {
        throw new Unknown();
    }
    if (response.status === 422 || response.status === 429) {
        throw new Refused((await response.json()).message);
    }
    if (!response.ok) {
        throw new LineLost();
    }
    return response.json();
}
