// What is stated about each zone, and what is missing where nothing may be stated yet.

import { element } from "./element.js";
import { percent, spoken } from "./quantity.js";

export function makeZoneList(store) {
  const origin = element("p", {});
  const list = element("ol", { class: "zones" });

  function draw() {
    const { zones = [], origin: found, labels = [] } = store.map ?? {};
    origin.textContent = found
      ? `Origin: x ${(found.x_m * 1e3).toFixed(3)}, y ${(found.y_m * 1e3).toFixed(3)} mm, within ${(found.radius_m * 1e6).toFixed(0)} µm, ${percent(found.probability)}`
      : "Origin: no estimate yet.";
    list.replaceChildren(...zones.map((zone) => {
      const stated = zone.mode === zone.leaning;
      const swatch = element("span", { class: "swatch" });
      swatch.style.backgroundColor = labels.find((label) => label.id === zone.leaning)?.colour ?? "#5b6067";
      return element("li", {}, swatch,
        element("strong", { text: stated ? zone.mode_name : `undetermined, leans to ${zone.leaning_name}` }),
        element("span", { text: ` ${percent(zone.probability)}, ${zone.frames.length} frames, for ${zone.evidence.length}, against ${zone.counter_evidence.length}` }),
        zone.missing.length > 0 && element("span", { class: "quiet", text: ` Missing: ${zone.missing.map(spoken).join("; ")}.` }));
    }));
  }
  store.on(["map"], draw);
  draw();
  return element("div", {}, origin, list);
}
