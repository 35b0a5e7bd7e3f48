// Drawing the specimen map. Canvas, since a session may have thousands of fields.

const SMALLEST = 4;
const INK = { line: "#6a737b", text: "#e9ecee", frame: "#aeb6bd", shown: "#ffffff", waits: "#f0b429", queue: "#5fc3ff", never: "#ff8a80", draft: "#7fffd4", stage: "#ff6bd6", origin: "#ffe45c" };

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {import("./map-view.js").MapView} view
 * @param {any} store
 */
export function drawMap(pen, view, store) {
  const { map, wishes } = store;
  pen.clearRect(0, 0, view.width, view.height);
  const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
  pen.font = `${Math.round(letter * 0.85)}px system-ui, sans-serif`;
  // A wall screen is read from afar: lines grow with the letters.
  pen.thick = letter / 14;
  pen.taken = [];
  pen.textBaseline = "middle";
  if (map) {
    drawCells(pen, view, map);
    pen.strokeStyle = INK.line;
    pen.lineWidth = 1.5 * pen.thick;
    for (const box of map.outline) strokeBox(pen, view, (box.x_min_m + box.x_max_m) / 2, (box.y_min_m + box.y_max_m) / 2, box.x_max_m - box.x_min_m, box.y_max_m - box.y_min_m);
    for (const target of map.targets) strokeBox(pen, view, target.x_m, target.y_m, target.width_m, target.width_m);
  }
  drawFrames(pen, view, store);
  if (map) {
    drawGrowth(pen, view, map.growth);
    drawOrigin(pen, view, map);
  }
  if (wishes) drawWishes(pen, view, store, wishes);
  drawStage(pen, view, store);
  if (store.draft) {
    pen.setLineDash([]);
    field(pen, view, store.draft, store.aspect, INK.draft, 2.5, "");
    const { across, down } = view.toScreen(store.draft.x, store.draft.y);
    label(pen, "new", across - (store.draft.width * view.scale) / 2, down - Math.max(SMALLEST, store.draft.width * store.aspect * view.scale) / 2 - letter * 0.6, INK.draft, view);
  }
  drawScale(pen, view);
}

function drawCells(pen, view, { cells, labels }) {
  if (!cells) return;
  pen.globalAlpha = 0.5;
  for (let index = 0; index < cells.x_m.length; index += 1) {
    if (!cells.seen[index]) continue;
    const label = labels[cells.label[index]];
    pen.fillStyle = label?.colour ?? "#4a5157";
    const size = cells.width_m[index] * view.scale;
    const { across, down } = view.toScreen(cells.x_m[index], cells.y_m[index]);
    // A little more than the cell: no seams between neighbours.
    pen.fillRect(across - size / 2, down - size / 2, size + 0.6, size + 0.6);
  }
  pen.globalAlpha = 1;
}

function drawFrames(pen, view, store) {
  pen.lineWidth = 1 * pen.thick;
  pen.strokeStyle = INK.frame;
  pen.globalAlpha = 0.75;
  pen.beginPath();
  for (const row of store.rows) {
    if (row.x === null || row.width === null || (!store.following && row.number > store.shown)) continue;
    boxPath(pen, view, row.x, row.y, row.width, row.width * row.aspect);
  }
  pen.stroke();
  pen.globalAlpha = 1;
  const shown = store.byNumber.get(store.shown);
  if (shown?.x !== null && shown) field(pen, view, shown, shown.aspect, INK.shown, 2.5, `${shown.number}`);
}

function drawGrowth(pen, view, growth) {
  pen.strokeStyle = INK.text;
  pen.lineWidth = 1.2 * pen.thick;
  for (const axis of growth) {
    const { across, down } = view.toScreen(axis.x_m, axis.y_m);
    const length = 5 + 7 * Math.min(1, axis.weight);
    const [dx, dy] = [length * Math.cos(axis.angle), -length * Math.sin(axis.angle)];
    pen.globalAlpha = 0.35 + 0.65 * Math.min(1, axis.weight);
    pen.beginPath();
    pen.moveTo(across - dx, down - dy);
    pen.lineTo(across + dx, down + dy);
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

function drawOrigin(pen, view, { origin, origin_density: density }) {
  const highest = density[0]?.probability ?? 1;
  pen.fillStyle = INK.origin;
  for (const point of density) {
    const { across, down } = view.toScreen(point.x_m, point.y_m);
    pen.globalAlpha = 0.15 + (0.5 * point.probability) / highest;
    pen.beginPath();
    pen.arc(across, down, 3.5, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.globalAlpha = 1;
  if (!origin) return;
  const { across, down } = view.toScreen(origin.x_m, origin.y_m);
  const radius = Math.max(6, origin.radius_m * view.scale);
  pen.strokeStyle = INK.origin;
  pen.lineWidth = 2 * pen.thick;
  pen.beginPath();
  pen.arc(across, down, radius, 0, 2 * Math.PI);
  pen.moveTo(across - 5, down);
  pen.lineTo(across + 5, down);
  pen.moveTo(across, down - 5);
  pen.lineTo(across, down + 5);
  pen.stroke();
  label(pen, `origin ${Math.round(100 * origin.probability)} %`, across + radius + 3, down, INK.origin, view);
}

function drawWishes(pen, view, store, wishes) {
  const { aspect } = store;
  pen.setLineDash([2, 3]);
  for (const [index, other] of store.considered.entries()) {
    if (other.field) field(pen, view, other.field, aspect, INK.frame, 1.2, String.fromCharCode(97 + index));
  }
  pen.setLineDash([6, 4]);
  wishes.queue.forEach((target, index) => field(pen, view, target.field, aspect, INK.queue, 2, `q${index + 1}`));
  pen.setLineDash([]);
  for (const excluded of wishes.excluded) {
    const { across, down } = view.toScreen(excluded.x, excluded.y);
    const half = Math.max(SMALLEST, (excluded.width * view.scale) / 2);
    field(pen, view, excluded, aspect, INK.never, 1.5, "never");
    pen.beginPath();
    pen.moveTo(across - half, down - half * aspect);
    pen.lineTo(across + half, down + half * aspect);
    pen.stroke();
  }
  const waits = store.waiting;
  if (waits) {
    pen.setLineDash([8, 3]);
    field(pen, view, waits.proposal.action.field, aspect, INK.waits, 3, `step ${waits.step} waits`);
    pen.setLineDash([]);
  }
}

function drawStage(pen, view, { state, aspect, isOver }) {
  if (!state || isOver) return;
  const { across, down } = view.toScreen(state.position.x, state.position.y);
  pen.strokeStyle = INK.stage;
  pen.lineWidth = 2 * pen.thick;
  pen.beginPath();
  for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
    pen.moveTo(across + 4 * dx, down + 4 * dy);
    pen.lineTo(across + 13 * dx, down + 13 * dy);
  }
  pen.stroke();
  pen.lineWidth = 1 * pen.thick;
  strokeBox(pen, view, state.position.x, state.position.y, state.field_width, state.field_width * aspect);
}

function drawScale(pen, view) {
  const wanted = (0.22 * view.width) / view.scale;
  const decade = 10 ** Math.floor(Math.log10(wanted));
  const length = [1, 2, 5, 10].map((step) => step * decade).filter((one) => one <= wanted * 1.4).at(-1);
  const [left, bottom] = [12, view.height - 14];
  pen.strokeStyle = INK.text;
  pen.lineWidth = 3 * pen.thick;
  pen.beginPath();
  pen.moveTo(left, bottom);
  pen.lineTo(left + length * view.scale, bottom);
  pen.stroke();
  label(pen, length >= 0.9e-3 ? `${+(length * 1e3).toPrecision(1)} mm` : length >= 0.9e-6 ? `${+(length * 1e6).toPrecision(1)} µm` : `${+(length * 1e9).toPrecision(1)} nm`, left, bottom - 12, INK.text, view);
}

/** A field with its name; one too small to be seen is drawn as large as a dot. */
function field(pen, view, { x, y, width }, aspect, colour, line, name) {
  pen.strokeStyle = colour;
  pen.lineWidth = line * pen.thick;
  strokeBox(pen, view, x, y, width, width * aspect);
  const { across, down } = view.toScreen(x, y);
  label(pen, name, across + Math.max(SMALLEST, (width * view.scale) / 2) + 3, down, colour, view);
}

/** A word on the map, moved down until it covers no other one: around an origin many fields lie close together. */
function label(pen, text, across, wanted, colour, view) {
  if (!text) return;
  const width = pen.measureText(text).width;
  const height = 15 * pen.thick;
  const left = Math.min(across, view.width - width - 3);
  const covers = (box, down) => left < box.left + box.width && box.left < left + width && Math.abs(box.down - down) < height;
  let down = wanted;
  while (pen.taken.some((box) => covers(box, down)) && down < wanted + 6 * height) down += height / 2;
  pen.taken.push({ left, width, down });
  pen.lineWidth = 3 * pen.thick;
  pen.strokeStyle = "#0d1012";
  pen.setLineDash([]);
  pen.strokeText(text, left, down);
  pen.fillStyle = colour;
  pen.fillText(text, left, down);
}

function strokeBox(pen, view, x, y, width, height) {
  pen.beginPath();
  boxPath(pen, view, x, y, width, height);
  pen.stroke();
}

function boxPath(pen, view, x, y, width, height) {
  const { across, down } = view.toScreen(x, y);
  const [wide, high] = [Math.max(SMALLEST, width * view.scale), Math.max(SMALLEST, height * view.scale)];
  pen.rect(across - wide / 2, down - high / 2, wide, high);
}
