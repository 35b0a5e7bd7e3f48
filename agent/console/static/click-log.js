// What became of each click: on its way, recorded, refused with the reason, or not known.

import { element, setText } from "./element.js";

const SHOWN = 3;
const GONE = 6000;
const SIGNS = { sending: "…", repeating: "…", done: "✓", refused: "✗", unknown: "?" };

export function makeClickLog(store, commands) {
  const list = element("ul", { class: "clicks" });
  const node = element("section", { "aria-label": "Commands", role: "log", "aria-live": "polite", class: "panel click-log", hidden: true }, list);
  const lines = new Map();

  function draw() {
    for (const click of commands.clicks.slice(0, SHOWN)) {
      let line = lines.get(click.token);
      if (!line) {
        line = element("li", {}, element("span"));
        lines.set(click.token, line);
        list.prepend(line);
      }
      if (line.dataset.phase === click.phase) continue;
      line.dataset.phase = click.phase;
      line.className = click.phase;
      setText(line.firstChild, `${SIGNS[click.phase]} ${click.label}: ${click.text}`);
      // What went well is in the events too; what did not stays until three others came.
      if (click.phase === "done") setTimeout(() => { line.remove(); node.hidden = list.childElementCount === 0; }, GONE);
    }
    while (list.childElementCount > SHOWN) list.lastChild.remove();
    node.hidden = list.childElementCount === 0;
  }
  store.on(["clicks"], draw);
  return node;
}
