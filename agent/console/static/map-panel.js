// The specimen map: looking (wheel, drag, keys) and pointing (click).

import { button, element, setText } from "./element.js";
import { drawMap } from "./map-drawing.js";
import { MapView } from "./map-view.js";
import { fieldText } from "./quantity.js";

const STEP = 1.5;
const CLICK = 5;
const KEYS = { "+": (view) => view.zoom(STEP), "-": (view) => view.zoom(1 / STEP), ArrowLeft: (view) => view.pan(40, 0), ArrowRight: (view) => view.pan(-40, 0), ArrowUp: (view) => view.pan(0, 40), ArrowDown: (view) => view.pan(0, -40) };

export function makeMapPanel(store) {
  const canvas = element("canvas", { tabindex: "0", role: "img", "aria-label": "Specimen map. Keys: plus, minus, arrows, 0 for all. Fields can be typed below." });
  const room = element("div", { class: "room map-room" }, canvas);
  const legend = element("ul", { class: "legend" });
  const said = element("p", { class: "spoken", role: "status" });
  const view = new MapView();
  const pen = canvas.getContext("2d");
  let fitted = false;
  let planned = false;

  function draw() {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      if (!fitted && store.map && view.width > 1) {
        view.fit(store.map.bounds);
        fitted = true;
      }
      drawMap(pen, view, store);
    });
  }

  function fit() {
    fitted = false;
    draw();
  }

  new ResizeObserver(() => {
    const ratio = devicePixelRatio;
    const was = view.width;
    [view.width, view.height] = [room.clientWidth, room.clientHeight];
    [canvas.width, canvas.height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (Math.abs(was - view.width) > 2) fitted = false;
    draw();
  }).observe(room);

  makePointing(canvas, view, store, draw);
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    view.zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.offsetX, event.offsetY);
    draw();
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "0") fit();
    else if (KEYS[event.key]) KEYS[event.key](view);
    else return;
    event.preventDefault();
    draw();
  });

  function drawLegend() {
    const labels = store.map?.labels ?? [];
    const key = JSON.stringify(labels);
    if (legend.dataset.key !== key) {
      legend.dataset.key = key;
      legend.replaceChildren(...labels.map(({ name, colour }) => {
        const swatch = element("span", { class: "swatch" });
        swatch.style.backgroundColor = colour;
        return element("li", {}, swatch, name);
      }));
    }
    const waits = store.waiting;
    setText(said, waits ? `Step ${waits.step} waits for consent: ${fieldText(waits.proposal.action.field)}` : "");
  }
  store.on(["map", "frames", "show", "shown", "standing", "draft", "events", "session"], () => { drawLegend(); draw(); });
  return element("section", { class: "panel map", "aria-label": "Specimen map" },
    element("header", {}, element("h2", { text: "Specimen map" }),
      element("div", { class: "row" }, button("+", () => { view.zoom(STEP); draw(); }, { class: "small", "aria-label": "Zoom in" }),
        button("−", () => { view.zoom(1 / STEP); draw(); }, { class: "small", "aria-label": "Zoom out" }),
        button("All", fit, { class: "small", "aria-label": "Show all of the specimen" }))), room, legend, said);
}

/** Drag moves the map, or the new field if it begins there; a click puts the new field, or shows a frame to whoever may not command. */
function makePointing(canvas, view, store, draw) {
  let held = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    const { x, y } = view.toStage(event.offsetX, event.offsetY);
    const { draft } = store;
    const onDraft = draft && Math.abs(x - draft.x) < Math.max(draft.width / 2, 8 / view.scale) && Math.abs(y - draft.y) < Math.max((draft.width * store.aspect) / 2, 8 / view.scale);
    held = { across: event.offsetX, down: event.offsetY, far: false, onDraft };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [across, down] = [event.offsetX - held.across, event.offsetY - held.down];
    held.far ||= Math.hypot(across, down) > CLICK;
    if (!held.far) return;
    [held.across, held.down] = [event.offsetX, event.offsetY];
    if (held.onDraft && store.draft) {
      store.draft = { ...store.draft, x: store.draft.x + across / view.scale, y: store.draft.y - down / view.scale };
      store.touch("draft");
    } else view.pan(across, down);
    draw();
  });
  canvas.addEventListener("pointerup", (event) => {
    const clicked = held && !held.far;
    held = null;
    if (!clicked) return;
    const { x, y } = view.toStage(event.offsetX, event.offsetY);
    if (store.mayCommand && store.standing?.outcome === "running") {
      const width = store.draft?.width ?? store.waiting?.proposal.action.field.width ?? store.lastRow?.width ?? 250e-6;
      store.draft = { x, y, width };
      store.touch("draft");
    } else store.showFrameAt(x, y);
  });
}
