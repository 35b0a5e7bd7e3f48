// Stop. It shares nothing with the rest of the page: no socket, no queue of clicks, no state that could disable it.

import { newToken, send, sessionPath } from "./api.js";
import { button, element, setText } from "./element.js";
import { millimetres } from "./quantity.js";

const TRIES = 3;
const PATIENCE = 4000;
const TWICE = 1200;
const OWN = "USE THE MICROSCOPE'S OWN STOP.";

/**
 * @param {() => string[]} sessions names of the sessions whose instruments are stopped
 * @returns {{node: HTMLElement, report: HTMLElement}} the button, and where its outcome is shown
 */
export function makeStop(sessions) {
  const report = element("div", { class: "stop-report", role: "alert", hidden: true });
  const node = button("STOP", () => stopAll(sessions(), report), {
    class: "stop", id: "stop", "aria-keyshortcuts": "Escape Escape", title: "Stops the stage and the scan, and blanks the beam. Key: Escape twice",
  });
  node.append(element("small", { text: "Esc Esc" }));
  let last = -Infinity;
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    const now = performance.now();
    if (now - last < TWICE) {
      last = -Infinity;
      void stopAll(sessions(), report);
    } else last = now;
  }, { capture: true });
  return { node, report };
}

async function stopAll(names, report) {
  const token = newToken();
  if (!names.length) {
    show(report, "bad", `STOP: no session is open or running here, so no instrument was reached. ${OWN}`);
    return;
  }
  show(report, "pending", "STOP sent, not confirmed yet …");
  const said = await Promise.all(names.map((name) => stopOne(name, token)));
  const bad = said.some((one) => !one.confirmed);
  show(report, bad ? "bad" : "good", said.map((one) => one.text).join(" "));
}

async function stopOne(name, token) {
  let why = "";
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    try {
      return told(await send(sessionPath(name, "/instrument/stop"), { token }, PATIENCE));
    } catch (error) {
      why = error.message;
      if (error.status && error.status !== 424) break;
    }
  }
  return { confirmed: false, text: `STOP COULD NOT BE CONFIRMED: ${why}. ${OWN}` };
}

function told(left) {
  const parts = [
    ["stage", left.halted, "halted"], ["scan", left.scan_ended, "ended"], ["beam", left.blanked, "blanked"],
  ];
  const missing = parts.filter(([, done]) => !done).map(([what]) => what);
  const place = `Stage at x ${millimetres(left.position.x)}, y ${millimetres(left.position.y)} mm.`;
  if (missing.length) {
    return { confirmed: false, text: `STOP NOT CONFIRMED for ${missing.join(" and ")}. ${OWN} ${place}` };
  }
  const cut = left.cancelled ? ` Cut short: ${left.cancelled}.` : "";
  return { confirmed: true, text: `STOPPED: ${parts.map(([what, , end]) => `${what} ${end}`).join(", ")}. ${place}${cut}` };
}

function show(report, tone, text) {
  report.hidden = false;
  report.className = `stop-report ${tone}`;
  const words = report.firstChild ?? report.appendChild(element("span"));
  setText(words, `${text} `);
  if (report.childNodes.length < 2) report.append(button("Dismiss", () => { report.hidden = true; }));
}
