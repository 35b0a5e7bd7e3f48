// The list of sessions.

import { read } from "./api.js";
import { button, element } from "./element.js";
import { dayOf, timeOfDay } from "./quantity.js";

const AGAIN = 4000;

/** Whoever comes back from the only session wants to see the list. */
let arrived = false;

/** What an outcome means to whoever chooses a session. */
function stateOf(cover) {
  if (cover.outcome !== "running") return cover.outcome;
  return cover.beating ? "running" : "crashed: no agent runs it";
}

/** Show the sessions; a console with a single one goes straight to it. */
export function openShelf({ head, page }) {
  let running = [];
  let timer = 0;
  const body = element("tbody");
  const said = element("p", { class: "quiet", role: "status", text: "Reading …" });
  head.append(
    element("div", { class: "title" }, element("h1", { text: "Fractoscope" }), element("p", { text: "Sessions. Stop here stops every running one." })),
    element("div", { class: "end" }, button("Sign out", () => window.dispatchEvent(new Event("sign-out")))),
  );
  page.append(element("section", { class: "shelf", "aria-label": "Sessions" }, said,
    element("table", {}, element("thead", {}, element("tr", {},
      ...["Session", "Specimen", "State", "Instrument", "Begun"].map((text) => element("th", { scope: "col", text })))), body)));

  async function refresh() {
    try {
      const { sessions } = await read("/api/shelf");
      running = sessions.filter((cover) => cover.outcome === "running").map((cover) => cover.name);
      if (!arrived && sessions.length === 1) {
        arrived = true;
        location.hash = encodeURIComponent(sessions[0].name);
        return;
      }
      arrived = true;
      said.textContent = sessions.length ? "" : "No session lies here yet; this list grows by itself.";
      draw(sessions);
    } catch (error) {
      said.textContent = `${error.message}; trying again`;
    }
    timer = setTimeout(refresh, AGAIN);
  }

  function draw(sessions) {
    const focused = document.activeElement?.dataset?.session;
    body.replaceChildren(...sessions.map((cover) => {
      const link = element("a", { href: `#${encodeURIComponent(cover.name)}`, text: cover.name, "data-session": cover.name });
      const kind = cover.simulated === null ? "" : cover.simulated ? "SIMULATED · " : "";
      return element("tr", { class: cover.outcome === "running" && cover.beating ? "live" : "" },
        element("td", {}, link), element("td", { text: cover.specimen }), element("td", { text: stateOf(cover) }),
        element("td", { text: kind + cover.instrument }),
        element("td", { text: cover.created ? `${dayOf(cover.created)} ${timeOfDay(cover.created)}` : "" }));
    }));
    if (focused) body.querySelector(`[data-session="${CSS.escape(focused)}"]`)?.focus();
  }

  void refresh();
  return { close: () => clearTimeout(timer), toStop: () => running };
}
