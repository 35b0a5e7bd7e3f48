// The frame on show: picture, scale bar from metadata, tiles, data bar.

import { sessionPath } from "./api.js";
import { element, setText } from "./element.js";
import { quantity, spoken } from "./quantity.js";

const STEPS = [256, 512, 1024, 2048, 4096];

export function makeFramePanel(store) {
  const image = element("img", { alt: "", draggable: "false" });
  const tiles = element("div", { class: "tiles", hidden: true });
  const bar = element("div", { class: "scale-bar", hidden: true }, element("span"));
  const mark = element("div", { class: "mark-field", hidden: true });
  const state = element("p", { class: "frame-state", "aria-live": "polite" });
  const kind = element("p", { class: "frame-kind", hidden: true, text: "SIMULATED" });
  const picture = element("div", { class: "picture" }, image, tiles, bar, mark, state, kind);
  const room = element("div", { class: "room" }, picture);
  const title = element("h2", {});
  const data = element("dl", { class: "data-bar" });
  const toggle = element("input", { type: "checkbox", onchange: draw });
  let wanted = "";
  let aspect = 0.75;

  function draw() {
    const { hand, frame, shown } = store;
    const row = store.byNumber.get(shown);
    const metadata = hand?.metadata ?? frame?.metadata;
    const scan = metadata?.scan;
    const shape = scan ? scan.rows / scan.columns : row?.aspect ?? 0.75;
    if (shape !== aspect) {
      aspect = shape;
      fit();
    }
    setText(title, hand ? "Frame taken by hand, not handed over" : shown === null ? "No frame yet" : `Frame ${shown}${row?.purpose ? `: ${spoken(row.purpose)}` : ""}`);
    setText(state, hand ? "" : stateText(store, row));
    drawPicture();
    kind.hidden = !(metadata?.simulated ?? false);
    const share = hand ? hand.bar : frame?.bar;
    bar.hidden = !share;
    if (share) {
      bar.style.width = `${100 * share.share}%`;
      setText(bar.firstChild, share.label);
    }
    drawData(data, metadata);
    drawTiles(tiles, hand ? null : frame?.reading?.tiles ?? null, toggle.checked);
    drawMark(mark, metadata, store.draft, aspect);
  }

  function drawPicture() {
    const pixels = picture.clientWidth * devicePixelRatio;
    const width = STEPS.find((step) => step >= pixels) ?? STEPS.at(-1);
    const { hand, shown } = store;
    const path = hand ? `/instrument/frames/${encodeURIComponent(hand.action_id)}/picture.jpg` : shown === null ? "" : `/frames/${shown}/picture.jpg`;
    const address = path && sessionPath(store.name, `${path}?width=${width}`);
    if (address === wanted) return;
    wanted = address;
    if (!address) {
      image.hidden = true;
      return;
    }
    const next = new Image();
    // Pictures that come late are dropped: the newest wish wins.
    next.onload = () => {
      if (wanted !== address) return;
      image.src = address;
      image.hidden = false;
      image.alt = hand ? "Frame taken by hand" : `Frame ${shown} of the specimen`;
      picture.dataset.shown = hand ? "hand" : String(shown);
    };
    next.onerror = () => { if (wanted === address) wanted = ""; };
    next.src = address;
  }

  function fit() {
    room.style.aspectRatio = String(1 / aspect);
    const { clientWidth: width, clientHeight: height } = room;
    const across = Math.floor(Math.min(width, height / aspect));
    picture.style.width = `${across}px`;
    picture.style.height = `${Math.floor(across * aspect)}px`;
  }
  new ResizeObserver(() => { fit(); draw(); }).observe(room);

  picture.addEventListener("click", (event) => {
    const metadata = store.hand?.metadata ?? store.frame?.metadata;
    if (!store.mayCommand || !metadata?.position || !metadata.field_width) return;
    const box = picture.getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width - 0.5;
    const down = (event.clientY - box.top) / box.height - 0.5;
    const width = metadata.field_width;
    // Image rows run down, the stage's y runs up.
    store.draft = { x: metadata.position.x + across * width, y: metadata.position.y - down * width * aspect, width: width / 4 };
    store.touch("draft");
  });
  store.on(["shown", "show", "frames", "hand", "draft", "standing"], draw);
  return element("section", { class: "panel frame", "aria-label": "Frame" },
    element("header", {}, title, element("label", { class: "toggle" }, toggle, "Tiles")), room, data);
}

function stateText(store, row) {
  if (!row) return store.standing?.running ? "waiting for the first frame …" : "";
  if (row.said !== null) return "";
  const alive = store.link.up && store.standing?.agent.life === "alive";
  return alive && row === store.lastRow ? "reading …" : "not read";
}

function drawData(data, metadata) {
  const { field_width: width, scan, beam } = metadata ?? {};
  const rows = metadata ? [
    ["Field width", quantity(width, "m")],
    ["Pixel", quantity(width && scan ? width / scan.columns : null, "m")],
    ["Voltage", quantity(beam?.voltage, "V")],
    ["Working distance", quantity(beam?.working_distance, "m")],
    ["Dwell", quantity(scan?.dwell_time, "s")],
    ["Detector", scan?.detector ?? "–"],
    ["Source", metadata.simulated ? "SIMULATED" : "real"],
  ] : [];
  const key = JSON.stringify(rows);
  if (data.dataset.key === key) return;
  data.dataset.key = key;
  data.replaceChildren(...rows.map(([name, value]) => element("div", {}, element("dt", { text: name }), element("dd", { text: value }))));
}

function drawTiles(layer, tiling, wanted) {
  layer.hidden = !wanted || !tiling;
  const key = JSON.stringify(tiling);
  if (layer.hidden || layer.dataset.key === key) return;
  layer.dataset.key = key;
  layer.style.gridTemplateColumns = `repeat(${tiling.columns}, 1fr)`;
  layer.style.gridTemplateRows = `repeat(${tiling.rows}, 1fr)`;
  const marks = new Map(tiling.marks.map((mark) => [`${mark.column},${mark.row}`, mark]));
  const cells = [];
  for (let row = 0; row < tiling.rows; row += 1) {
    for (let column = 0; column < tiling.columns; column += 1) {
      const mark = marks.get(`${column},${row}`);
      cells.push(element("div", {}, mark && element("span", { text: `${mark.name} ${Math.round(100 * mark.probability)}` })));
    }
  }
  layer.replaceChildren(...cells);
}

/** The field under consideration, where it lies on this frame. */
function drawMark(mark, metadata, draft, aspect) {
  const { position, field_width: width } = metadata ?? {};
  mark.hidden = !draft || !position || !width;
  if (mark.hidden) return;
  const share = draft.width / width;
  mark.style.width = `${100 * share}%`;
  mark.style.height = `${100 * share}%`;
  mark.style.left = `${100 * (0.5 + (draft.x - position.x) / width - share / 2)}%`;
  mark.style.top = `${100 * (0.5 - (draft.y - position.y) / (width * aspect) - share / 2)}%`;
}
