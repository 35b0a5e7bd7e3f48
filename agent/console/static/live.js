// The socket on which the console tells what happens; made anew whenever it breaks.

import { read, sessionPath } from "./api.js";

const HERE = 3000;
const QUIET = 4000;
const LONGEST = 4000;

export class Live {
  /**
   * @param {string} name of the session
   * @param {{opened: (snapshot: any) => void, entries: (entries: any[]) => boolean, standing: (standing: any) => void,
   *          lost: (why: string) => void}} told `entries` returns false where numbers are missing, and then all is read anew
   */
  constructor(name, told) {
    this.name = name;
    this.told = told;
    this.tries = 0;
    this.ended = false;
    this.socket = null;
    this.heard = 0;
    this.timer = 0;
  }

  /** Read the session as it stands, then listen from there on. */
  async start() {
    clearTimeout(this.timer);
    try {
      const snapshot = await read(sessionPath(this.name));
      if (this.ended) return;
      this.told.opened(snapshot);
      this.#listen(snapshot.head);
    } catch (error) {
      this.#again(error.message);
    }
  }

  /** Listen no more. */
  end() {
    this.ended = true;
    clearTimeout(this.timer);
    clearInterval(this.beat);
    this.socket?.close();
  }

  #listen(after) {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}${sessionPath(this.name)}/live?after=${after}`);
    this.socket = socket;
    this.heard = performance.now();
    clearInterval(this.beat);
    this.beat = setInterval(() => {
      if (socket.readyState === WebSocket.OPEN) socket.send("here");
      // A cable that was pulled closes nothing: silence must do.
      if (performance.now() - this.heard > QUIET) this.#drop(socket, "no word from the console");
    }, HERE / 2);
    socket.onopen = () => socket.readyState === WebSocket.OPEN && socket.send("here");
    socket.onmessage = (message) => {
      if (socket !== this.socket) return;
      this.heard = performance.now();
      this.tries = 0;
      const said = JSON.parse(message.data);
      if (said.kind === "standing") this.told.standing(said);
      else if (said.kind === "entries" && !this.told.entries(said.entries)) this.#drop(socket, "entries are missing; reading anew");
    };
    socket.onclose = (event) => {
      if (event.code === 4401) window.dispatchEvent(new Event("signed-out"));
      this.#drop(socket, event.reason || "the console is gone");
    };
  }

  #drop(socket, why) {
    if (socket !== this.socket || this.ended) return;
    this.socket = null;
    socket.close();
    this.#again(why);
  }

  #again(why) {
    if (this.ended) return;
    clearInterval(this.beat);
    this.told.lost(why);
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), Math.min(LONGEST, 250 * 2 ** this.tries));
  }
}
