// Clicks on their way. Each has a token of its own; one whose answer is lost is sent again with the same token.

import { Refused, newToken, send, sessionPath } from "./api.js";

/** How long a command is sent again (ms). A stage that moves long after the click would surprise whoever stands beside it. */
export const PATIENCE = { command: 20000, drive: 4000 };

const PAUSE = 500;
const KEPT = 8;

/**
 * @typedef {{token: string, label: string, phase: "sending"|"repeating"|"done"|"refused"|"unknown", text: string}} Click
 */
export class Commands {
  /**
   * @param {string} session its name
   * @param {() => void} onchange called when a click's phase changes
   */
  constructor(session, onchange) {
    this.session = session;
    this.onchange = onchange;
    /** @type {Click[]} */
    this.clicks = [];
  }

  /** Ask the agent for something; returns the journal's entry, or null if it was refused or is not known to have arrived. */
  give(label, command) {
    return this.deliver(label, "/commands", (token) => ({ token, command }), PATIENCE.command);
  }

  /** Ask the instrument for something; as `give`. */
  drive(label, path, body = {}) {
    return this.deliver(label, `/instrument${path}`, (token) => ({ token, ...body }), PATIENCE.drive);
  }

  /** True while a click of this label has no answer. */
  isUnderWay(label) {
    return this.clicks.some((click) => click.label === label && (click.phase === "sending" || click.phase === "repeating"));
  }

  async deliver(label, path, bodyOf, patience) {
    const token = newToken();
    const click = { token, label, phase: "sending", text: "sent, no answer yet" };
    this.clicks = [click, ...this.clicks].slice(0, KEPT);
    this.onchange();
    const end = performance.now() + patience;
    for (;;) {
      try {
        const answer = await send(sessionPath(this.session, path), bodyOf(token), Math.min(8000, patience));
        this.#settle(click, "done", answer?.number ? `recorded as no. ${answer.number}` : "done");
        return answer;
      } catch (error) {
        if (error instanceof Refused) {
          this.#settle(click, "refused", error.message);
          return null;
        }
        if (performance.now() > end) {
          this.#settle(click, "unknown", `${error.message}; it may have arrived or not: look at the events before you click again`);
          return null;
        }
        this.#settle(click, "repeating", `${error.message}; sent again as the same click`);
        await new Promise((resume) => setTimeout(resume, PAUSE));
      }
    }
  }

  #settle(click, phase, text) {
    click.phase = phase;
    click.text = text;
    this.onchange();
  }
}
