// Driving by hand, under the operator's own lease and the server's limits.

import { button, element, numberField, setText } from "./element.js";
import { makeDriver } from "./driver.js";
import { millimetres, quantity } from "./quantity.js";

const ARROWS = [["ArrowUp", "↑", "Up", 0, 1], ["ArrowLeft", "←", "Left", -1, 0], ["ArrowRight", "→", "Right", 1, 0], ["ArrowDown", "↓", "Down", 0, -1]];

export function makeDrivePanel(store, commands) {
  const driver = makeDriver(store, commands);
  store.drive = driver;
  const width = numberField("Width", "µm", { min: 0, name: "drive-width", value: 500 });
  const share = element("select", { "aria-label": "Step as a share of the field width" },
    ...[[0.1, "1/10 field"], [0.25, "1/4 field"], [0.5, "1/2 field"], [1, "1 field"]].map(([value, text]) => element("option", { value, text, selected: value === 0.5 })));
  const x = numberField("x", "mm", { name: "drive-x" });
  const y = numberField("y", "mm", { name: "drive-y" });
  const follow = element("input", { type: "checkbox" });
  const place = element("p", { class: "what" });
  const progress = element("progress", { max: 1, value: 0, "aria-label": "Progress of what the instrument does" });
  const said = element("p", { role: "status" });
  const fieldWidth = () => width.input.valueAsNumber * 1e-6;
  const arrows = ARROWS.map(([key, sign, name, across, up]) => button(sign, () => step(across, up), { class: `arrow ${key}`, "aria-label": `${name} by a step`, "aria-keyshortcuts": key }));
  const pad = element("div", { class: "pad", role: "group", "aria-label": "Stage steps; arrow keys work here" }, ...arrows);
  const go = button("Go to", () => {
    const [toX, toY] = [x.input.valueAsNumber * 1e-3, y.input.valueAsNumber * 1e-3];
    if (!Number.isFinite(toX) || !Number.isFinite(toY)) setText(said, "Give x and y in mm.");
    else void move({ ...store.state.position, x: toX, y: toY }, "Go to");
  });
  const frame = button("Take a frame", () => driver.frame(fieldWidth()), { class: "primary" });
  const focus = button("Autofocus", () => driver.focus(fieldWidth()));
  const over = button("Hand this frame to the agent", () => driver.handOver());
  pad.addEventListener("keydown", (event) => {
    const arrow = ARROWS.find(([key]) => key === event.key);
    if (!arrow) return;
    event.preventDefault();
    if (!event.repeat) void step(arrow[3], arrow[4]);
  });

  function step(across, up) {
    const by = Number(share.value) * fieldWidth();
    if (!Number.isFinite(by) || by <= 0) {
      setText(said, "Give a field width above 0 µm.");
      return;
    }
    const { position } = store.state;
    // Absolute, from what was read back: a click that is sent twice moves once.
    void move({ ...position, x: position.x + across * by, y: position.y + up * by * store.aspect }, "Step");
  }

  async function move(target, label) {
    if (await driver.move(target, label) && follow.checked) await driver.frame(fieldWidth());
  }

  let driving = false;
  function draw() {
    node.hidden = !store.drives;
    if (store.drives && !driving && store.state) width.input.value = String(Number((store.state.field_width * 1e6).toFixed(2)));
    driving = store.drives;
    if (node.hidden || !store.state) return;
    const { position, moving } = store.state;
    setText(place, `x ${millimetres(position.x)}, y ${millimetres(position.y)} mm${moving ? ", moving" : ""}`);
    const { operation } = driver;
    for (const one of [...arrows, go, frame, focus]) one.disabled = driver.busy;
    progress.hidden = !driver.busy;
    progress.value = operation?.progress ?? 0;
    const { abilities, settings } = store.capabilities ?? {};
    focus.hidden = !abilities?.includes("autofocus");
    const range = settings?.field_width;
    width.input.title = range ? `${quantity(range.low, "m")} to ${quantity(range.high, "m")}` : "";
    over.hidden = !store.hand || store.hand.handed;
    setText(said, driver.text);
  }
  store.on(["standing", "hand", "drive", "clicks"], draw);
  const node = element("section", { class: "panel drive", "aria-label": "Drive by hand", hidden: true },
    element("header", {}, element("h2", { text: "You drive" }), place),
    element("div", { class: "drive-body" }, pad,
      element("div", { class: "stack" },
        element("div", { class: "row" }, width.row, share),
        element("div", { class: "row" }, x.row, y.row, go),
        element("div", { class: "row" }, frame, focus, element("label", { class: "toggle", title: "Take a frame after each move" }, follow, "each move")))),
    progress, said, over);
  return node;
}
