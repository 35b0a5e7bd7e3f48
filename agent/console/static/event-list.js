// Decisions as they fall, with their reasons; commands, refusals, faults.

import { element } from "./element.js";
import { eventText } from "./event-text.js";
import { timeOfDay } from "./quantity.js";

const SHOWN = 120;

export function makeEventList(store) {
  const list = element("ol", { class: "events" });
  const drawn = new Map();
  const spoken = document.getElementById("spoken");
  let said = null;

  function draw() {
    const recent = store.events.slice(-SHOWN).reverse();
    const lines = recent.map((entry) => {
      let line = drawn.get(entry.number);
      if (!line) {
        const { title, text, tone } = eventText(entry);
        line = element("li", { class: `${entry.kind} ${tone}`, "data-number": entry.number },
          element("time", { text: timeOfDay(entry.time) }), element("strong", { text: title }), element("span", { text }));
        drawn.set(entry.number, line);
      }
      return line;
    });
    list.replaceChildren(...lines);
    for (const number of drawn.keys()) if (number < (recent.at(-1)?.number ?? 0)) drawn.delete(number);
    const newest = recent[0];
    if (newest && said !== null && newest.number > said) {
      const { title, text } = eventText(newest);
      spoken.textContent = `${title}: ${text}`;
    }
    said = newest?.number ?? 0;
  }
  store.on(["events", "session"], draw);
  return list;
}
