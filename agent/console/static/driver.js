// One action of the instrument after the other: started with a click's token, followed until it ends.

import { Refused, read, sessionPath } from "./api.js";
import { scaleBar } from "./scale-bar.js";
import { fieldText, quantity } from "./quantity.js";

const LOOK = 200;
const PATIENCE = 20000;
const READ_BACK = 3000;

export function makeDriver(store, commands) {
  const driver = {
    busy: false,
    operation: null,
    text: "",

    /** Drive to an absolute place; returns true if it got there. */
    async move(target, label) {
      const done = await perform(`${label}: ${fieldText({ x: target.x, y: target.y, width: store.state.field_width })}`, { kind: "move_stage", target });
      return done !== null;
    },

    /** Scan a field with the mission's raster and show it. */
    async frame(width) {
      const scan = store.snapshot.scan ?? {};
      const done = await perform(`Take a frame ${quantity(width, "m")} wide`, { kind: "acquire_frame", field_width: width, scan });
      if (!done) return;
      store.hand = { action_id: done.action_id, metadata: done.outcome, bar: scaleBar(done.outcome.field_width), handed: false };
      store.touch("hand");
    },

    focus: (width) => perform(`Autofocus on ${quantity(width, "m")}`, { kind: "autofocus", field_width: width }),

    /** Give the frame on show to the agent. */
    async handOver() {
      const { hand } = store;
      if (!hand) return;
      const given = await commands.drive("Hand a frame to the agent", `/frames/${encodeURIComponent(hand.action_id)}/hand-over`);
      if (given) hand.handed = true;
      store.touch("hand");
    },
  };

  async function perform(label, action) {
    if (driver.busy) return null;
    set(true, null, "");
    const started = await commands.drive(label, "/drive", { action });
    if (!started) {
      set(false, null, commands.clicks[0]?.text ?? "");
      return null;
    }
    const ended = await follow(started);
    await readBack();
    set(false, ended, ended?.phase === "done" ? "" : describe(label, ended));
    return ended?.phase === "done" ? ended : null;
  }

  async function follow(operation) {
    const silent = { since: performance.now() };
    let now = operation;
    while (now.phase === "running") {
      set(true, now, "");
      await new Promise((resume) => setTimeout(resume, LOOK));
      try {
        now = await read(sessionPath(store.name, `/instrument/operations/${encodeURIComponent(now.action_id)}`));
        silent.since = performance.now();
      } catch (error) {
        if ((error instanceof Refused && error.status !== 424) || performance.now() - silent.since > PATIENCE) return null;
      }
    }
    return now;
  }

  /** Wait for a state that was read after the end: a step from where the stage was before would go elsewhere. */
  async function readBack() {
    const end = performance.now();
    const readAt = () => store.heardAt - 1000 * (store.instrument?.age_s ?? 0);
    while (readAt() < end && performance.now() - end < READ_BACK) await new Promise((resume) => setTimeout(resume, LOOK / 4));
  }

  function set(busy, operation, text) {
    Object.assign(driver, { busy, operation, text });
    store.touch("drive");
  }
  return driver;
}

function describe(label, ended) {
  if (!ended) return `${label}: how it ended is not known; look at the stage and the beam`;
  const why = ended.error?.reason ?? ended.error?.vendor_text ?? "";
  return `${label}: ${ended.phase.replaceAll("_", " ")}${why ? `, ${why}` : ""}`;
}
