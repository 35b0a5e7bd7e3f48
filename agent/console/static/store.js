// What the page knows of one session. Panels listen by topic and are told at most once a picture of the screen.

/**
 * Topics: `session` (anything read anew), `frames`, `events`, `standing`, `link`, `map`, `shown` (the frame on show), `draft`, `clicks`.
 */
export class Store {
  constructor(name) {
    this.name = name;
    this.snapshot = null;
    this.rows = [];
    this.byId = new Map();
    this.byNumber = new Map();
    this.events = [];
    this.head = 0;
    this.standing = null;
    this.heardAt = 0;
    this.clockOffset = 0;
    this.link = { up: false, why: "opening" };
    this.map = null;
    this.capabilities = null;
    /** Number of the frame on show, and whether the newest is followed. */
    this.shown = null;
    this.following = true;
    this.frame = null;
    this.draft = null;
    this.hand = null;
    this.listeners = [];
    this.touched = new Set();
    this.planned = false;
  }

  /** Call `listener` after any of these topics changed. */
  on(topics, listener) {
    this.listeners.push([new Set(topics), listener]);
  }

  /** Say that topics changed. */
  touch(...topics) {
    topics.forEach((topic) => this.touched.add(topic));
    if (this.planned) return;
    this.planned = true;
    const flush = () => this.#flush();
    if (document.hidden) setTimeout(flush, 50);
    else requestAnimationFrame(flush);
  }

  /** The console's clock (ms since 1970), by which answers expire. */
  get now() {
    return Date.now() + this.clockOffset;
  }

  get wishes() {
    return this.standing?.wishes ?? null;
  }

  get instrument() {
    return this.standing?.instrument ?? null;
  }

  get state() {
    return this.instrument?.state ?? null;
  }

  get mayCommand() {
    return this.snapshot?.user.may_command ?? false;
  }

  /** True once the session has ended and its instrument answers no more: what was read last tells nothing then. */
  get isOver() {
    return this.standing?.outcome !== "running" && Boolean(this.instrument?.lost);
  }

  /** True while this user drives through this console. */
  get drives() {
    return this.mayCommand && this.instrument !== null && this.instrument.driver === this.snapshot.user.name;
  }

  /** Height of a frame divided by its width. */
  get aspect() {
    const scan = this.snapshot?.scan;
    return scan ? scan.rows / scan.columns : 0.75;
  }

  /** The decision that waits for a person's word, or null: answered, lapsed and expired ones do not wait. */
  get waiting() {
    const { request, answer, mode, paused, finish } = this.wishes ?? {};
    if (!request || answer || mode === "autonomous" || paused || finish || !this.standing.running) return null;
    return Date.parse(request.expires) > this.now ? request : null;
  }

  /** The last decision's entry, or null. */
  get decided() {
    return this.events.findLast((entry) => entry.kind === "decision") ?? null;
  }

  /** Proposals that were weighed with the last decision and not chosen. */
  get considered() {
    return this.standing?.running ? this.decided?.payload.considered ?? [] : [];
  }

  /** Show a frame, or the newest one from now on. */
  show(number, following = false) {
    this.following = following;
    this.shown = following ? this.lastRow?.number ?? null : number;
    this.touch("show");
  }

  /** Show the smallest frame that covers a place. */
  showFrameAt(x, y) {
    const covers = (row) => row.x !== null && Math.abs(x - row.x) <= row.width / 2 && Math.abs(y - row.y) <= (row.width * row.aspect) / 2;
    const found = this.rows.filter(covers).sort((one, other) => one.width - other.width)[0];
    if (found) this.show(found.number);
  }

  get lastRow() {
    return this.rows.at(-1) ?? null;
  }

  #flush() {
    this.planned = false;
    const topics = this.touched;
    this.touched = new Set();
    for (const [wanted, listener] of this.listeners) {
      for (const topic of topics) {
        if (wanted.has(topic)) {
          listener();
          break;
        }
      }
    }
  }
}
