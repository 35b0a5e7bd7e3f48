// All frames; only the rows in sight are in the document, since there may be thousands.

import { element } from "./element.js";
import { quantity, spoken } from "./quantity.js";

const SPARE = 6;

export function makeFrameList(store) {
  const rows = element("div", { class: "frame-rows" });
  const room = element("div", { class: "frame-list", tabindex: "0", role: "listbox", "aria-label": "Frames; arrow keys choose" }, rows);

  function draw() {
    const height = 1.7 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    const total = store.rows.length;
    rows.style.height = `${total * height}px`;
    const first = Math.max(0, Math.floor(room.scrollTop / height) - SPARE);
    const last = Math.min(total, Math.ceil((room.scrollTop + room.clientHeight) / height) + SPARE);
    const made = [];
    // The newest is on top.
    for (let index = first; index < last; index += 1) {
      const row = store.rows[total - 1 - index];
      const chosen = row.number === store.shown;
      const said = row.said === null ? "not read" : row.said.map(spoken).join(", ") || "nothing asserted";
      const line = element("div", { role: "option", class: "frame-row", id: `frame-row-${row.number}`, "aria-selected": String(chosen), "aria-setsize": total, "aria-posinset": index + 1, onclick: () => store.show(row.number) },
        element("span", { class: "figure", text: row.number }), element("span", { class: "figure", text: row.width ? quantity(row.width, "m") : "–" }),
        element("span", { text: spoken(row.purpose) }), element("span", { class: row.quality?.length ? "flagged" : "", text: `${row.quality?.length ? `▲ ${row.quality.map(spoken).join(", ")}; ` : ""}${said}` }));
      line.style.top = `${index * height}px`;
      line.style.height = `${height}px`;
      made.push(line);
    }
    rows.replaceChildren(...made);
    const active = made.find((line) => line.getAttribute("aria-selected") === "true");
    if (active) room.setAttribute("aria-activedescendant", active.id);
    else room.removeAttribute("aria-activedescendant");
  }

  room.addEventListener("scroll", draw, { passive: true });
  new ResizeObserver(draw).observe(room);
  room.addEventListener("keydown", (event) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const here = store.rows.findIndex((row) => row.number === store.shown);
    const next = store.rows[Math.min(store.rows.length - 1, Math.max(0, here + step))];
    if (!next) return;
    store.show(next.number);
    const height = 1.7 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    const top = (store.rows.length - 1 - store.rows.indexOf(next)) * height;
    if (top < room.scrollTop) room.scrollTop = top;
    else if (top + height > room.scrollTop + room.clientHeight) room.scrollTop = top + height - room.clientHeight;
  });
  store.on(["frames", "session", "show"], draw);
  return room;
}
