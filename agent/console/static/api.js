// Asking the console. Three ends: an answer, a refusal in the server's words, or no answer at all.

/** The server says no; nothing was done. */
export class Refused extends Error {
  constructor(text, status) {
    super(text);
    this.status = status;
  }
}

/** It is not known whether the server got it. */
export class Unanswered extends Error {}

/** Read a JSON resource. */
export function read(path, patience = 15000) {
  return ask(path, { method: "GET" }, patience);
}

/** Send JSON, once. */
export function send(path, body, patience = 8000) {
  return ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }, patience);
}

/** The address of something of a session. */
export function sessionPath(name, rest = "") {
  return `/api/sessions/${encodeURIComponent(name)}${rest}`;
}

/** A name for one click, 128 bits: the server counts a click that comes twice once. */
export function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function ask(path, options, patience) {
  let answer;
  try {
    answer = await fetch(path, { ...options, signal: AbortSignal.timeout(patience), credentials: "same-origin" });
    if (answer.status === 204) return null;
    if (answer.ok) return await answer.json();
  } catch (error) {
    throw new Unanswered(error.name === "TimeoutError" ? "the console gave no answer in time" : "the console cannot be reached");
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.status === 401) window.dispatchEvent(new Event("signed-out"));
  // Whether a server that broke had done it before it broke is not known.
  if (answer.status >= 500) throw new Unanswered(`the console failed (${answer.status})`);
  throw new Refused(worded(said.detail) || `refused (${answer.status})`, answer.status);
}

function worded(detail) {
  if (Array.isArray(detail)) return detail.map((fault) => `${fault.where ?? (fault.loc ?? []).join(".")}: ${fault.what ?? fault.msg}`).join("; ");
  return detail ? String(detail) : "";
}
