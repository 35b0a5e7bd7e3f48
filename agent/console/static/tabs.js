// Lists that share a place, as tabs with the keys that people know.

import { element } from "./element.js";

/** @param {[string, HTMLElement][]} parts name and content */
export function makeTabs(parts) {
  const tabs = parts.map(([name], index) => element("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, text: name, onclick: () => choose(index) }));
  const panels = parts.map(([name, content]) => element("div", { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, class: "tab-panel", tabindex: "0" }, content));

  function choose(chosen) {
    tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      panels[index].hidden = index !== chosen;
    });
  }
  const list = element("div", { role: "tablist", "aria-label": "Lists" }, ...tabs);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length;
    choose(next);
    tabs[next].focus();
  });
  choose(0);
  return element("section", { class: "panel tabs", "aria-label": "Lists" }, list, ...panels);
}
