// The new field: typed, or pointed at on map or frame; and what can be done with it.

import { button, element, numberField, setText } from "./element.js";
import { fieldText } from "./quantity.js";

export function makeFieldPanel(store, commands) {
  const x = numberField("x", "mm", { oninput: typed, name: "x" });
  const y = numberField("y", "mm", { oninput: typed, name: "y" });
  const width = numberField("Width", "µm", { oninput: typed, name: "width", min: 0 });
  const fields = [[x.input, "x", 1e3, 4], [y.input, "y", 1e3, 4], [width.input, "width", 1e6, 3]];
  const hint = element("p", { class: "quiet" });
  const look = button("Look here next", () => ask("Look here next", { kind: "look_here", first: true }), { class: "primary" });
  const later = button("Queue it last", () => ask("Queue a field", { kind: "look_here", first: false }));
  const never = button("Never look here", () => ask("Exclude a field", { kind: "exclude" }));
  /** The request that the button names: an answer is bound to what was seen. */
  let named = null;
  const modify = button("", () => {
    if (named) void ask(`Change step ${named.step}`, { kind: "modify", step: named.step, sha256: named.sha256 });
  }, { class: "primary" });
  const go = button("Drive there", () => {
    const { draft, state } = store;
    if (draft && state) void store.drive?.move({ ...state.position, x: draft.x, y: draft.y }, "Drive to the field");
  });
  const clear = button("Clear", () => {
    for (const [input] of fields) input.value = "";
    store.draft = drawn = null;
    store.touch("draft");
  });

  /** The field that the inputs show: they are written over only by another one, never while somebody types. */
  let drawn = null;
  function typed() {
    const [vx, vy, vw] = fields.map(([input, , factor]) => input.valueAsNumber / factor);
    if (![vx, vy, vw].every(Number.isFinite) || vw <= 0) {
      // Half a field is none: no button may act on what stood there before.
      store.draft = drawn = null;
    } else store.draft = drawn = { x: vx, y: vy, width: vw };
    store.touch("draft");
  }

  async function ask(name, command) {
    const field = store.draft;
    if (!field) return;
    const entry = await commands.give(`${name}: ${fieldText(field)}`, { ...command, field });
    // A field that was refused stays, to be changed and asked for again.
    if (entry && store.draft === field) {
      store.draft = null;
      store.touch("draft");
    }
  }

  function draw() {
    const { draft, waiting, standing } = store;
    node.hidden = !store.mayCommand || standing?.outcome !== "running";
    for (const [input, name, factor, places] of fields) {
      if (draft !== drawn) input.value = draft ? String(Number((draft[name] * factor).toFixed(places))) : "";
    }
    drawn = draft;
    setText(hint, draft ? "" : "Click the map or the frame, or type x and y in mm and a width in µm.");
    for (const one of [look, later, never, modify, go]) one.disabled = !draft;
    look.disabled ||= !standing?.running;
    later.disabled ||= !standing?.running;
    never.disabled ||= !standing?.running;
    modify.hidden = !waiting;
    named = waiting;
    if (waiting) setText(modify, `Use it for step ${waiting.step}`);
    go.hidden = !store.drives;
  }
  store.on(["draft", "standing", "session", "events"], draw);
  const node = element("section", { class: "panel field-panel", "aria-label": "New field", hidden: true },
    element("div", { class: "row" }, x.row, y.row, width.row), hint,
    element("div", { class: "row" }, modify, look, later, never, go, clear));
  return node;
}
