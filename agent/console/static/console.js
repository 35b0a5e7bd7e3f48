// The page: a list of sessions, or one of them. Which one stands behind the # of the address.

import { send } from "./api.js";
import { openSession } from "./session-page.js";
import { openShelf } from "./shelf-page.js";
import { makeStop } from "./stop.js";

const head = document.getElementById("head");
const alarms = document.getElementById("alarms");
const page = document.getElementById("page");

/** @type {{close: () => void, toStop: () => string[]} | null} */
let shown = null;

const stop = makeStop(() => shown?.toStop() ?? []);
head.append(stop.node);
alarms.before(stop.report);

async function show() {
  shown?.close();
  head.replaceChildren(stop.node);
  alarms.replaceChildren();
  page.replaceChildren();
  const name = decodeURIComponent(location.hash.slice(1));
  document.body.className = "";
  shown = name ? openSession(name, { head, alarms, page }) : openShelf({ head, page });
}

window.addEventListener("hashchange", show);
window.addEventListener("signed-out", () => {
  // What became of a stop stays on the screen until somebody has read it.
  if (stop.report.hidden) location.assign("/");
});
window.addEventListener("sign-out", async () => {
  await send("/api/sign-out", {}).catch(() => null);
  location.assign("/");
});
void show();
