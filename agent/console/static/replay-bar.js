// Going through the frames: a slider, keys, play; and back to the newest.

import { button, element, setText } from "./element.js";
import { spoken, timeOfDay } from "./quantity.js";

const BEAT = 700;
const TYPING = "input:not([type=range]):not([type=checkbox]), textarea, select";

export function makeReplayBar(store) {
  const slider = element("input", { type: "range", min: 1, max: 1, value: 1, step: 1, "aria-label": "Frame", oninput: () => store.show(store.rows[slider.valueAsNumber - 1]?.number ?? null) });
  const back = button("◀", () => step(-1), { "aria-label": "Previous frame", "aria-keyshortcuts": ",", title: "Key: ," });
  const forth = button("▶", () => step(1), { "aria-label": "Next frame", "aria-keyshortcuts": ".", title: "Key: ." });
  const play = button("Play", toggle, { "aria-keyshortcuts": "P", title: "Key: P" });
  const newest = button("Newest", () => { halt(); store.show(null, true); }, { "aria-pressed": "true", title: "Key: N" });
  const said = element("span", { class: "replay-text" });
  let timer = 0;

  const here = () => store.rows.findIndex((row) => row.number === store.shown);
  function step(by) {
    const next = store.rows[here() + by];
    if (next) store.show(next.number);
    return Boolean(next);
  }
  function halt() {
    clearInterval(timer);
    timer = 0;
    setText(play, "Play");
  }
  function toggle() {
    if (timer) {
      halt();
      return;
    }
    if (here() === store.rows.length - 1 && store.rows.length) store.show(store.rows[0].number);
    setText(play, "Halt");
    timer = setInterval(() => { if (!node.isConnected || !step(1)) halt(); }, BEAT);
  }

  const keys = { ",": () => { halt(); step(-1); }, ".": () => { halt(); step(1); }, p: toggle, n: () => { halt(); store.show(null, true); } };
  function pressed(event) {
    if (!node.isConnected) {
      window.removeEventListener("keydown", pressed);
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches?.(TYPING)) return;
    keys[event.key.toLowerCase()]?.();
  }
  window.addEventListener("keydown", pressed);

  function draw() {
    const index = here();
    slider.max = String(Math.max(1, store.rows.length));
    if (index >= 0) slider.value = String(index + 1);
    slider.disabled = store.rows.length < 2;
    const row = store.rows[index];
    slider.setAttribute("aria-valuetext", row ? `Frame ${row.number} of ${store.rows.length}` : "no frame");
    newest.setAttribute("aria-pressed", String(store.following));
    setText(newest, store.standing?.running ? "Live" : "Newest");
    setText(said, row ? `${row.number} of ${store.rows.length} · ${timeOfDay(row.time)} · ${spoken(row.purpose)}${store.following ? "" : " · looking back"}` : "");
    document.body.classList.toggle("looking-back", !store.following && Boolean(store.standing?.running));
  }
  store.on(["frames", "session", "show", "standing"], draw);
  const node = element("section", { class: "replay", "aria-label": "Replay" }, back, play, forth, slider, said, newest);
  return node;
}
