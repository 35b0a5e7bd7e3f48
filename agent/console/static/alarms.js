// What must not be overlooked: stale values, a silent agent, a session that is only shown, a simulated beam.

import { element, setText } from "./element.js";

/** Seconds after which what is shown counts as old. */
const STALE = 1.5;
const LOOK = 250;

/** Watch until told to end. */
export function makeAlarms(store, place) {
  const stale = element("p", { class: "alarm bad", hidden: true });
  const silent = element("p", { class: "alarm bad", hidden: true });
  const over = element("p", { class: "alarm calm", hidden: true });
  place.append(stale, silent, over);

  function draw() {
    const { standing, snapshot } = store;
    const why = staleness(store);
    say(stale, why ? `STALE: ${why}. What is shown may not be so any more.` : "");
    document.body.classList.toggle("stale", why !== "");
    document.body.classList.toggle("simulated", Boolean(store.state?.simulated ?? snapshot?.session?.simulated));
    document.body.classList.toggle("viewer", snapshot !== null && !store.mayCommand);
    if (!standing) return;
    const { agent, outcome, running } = standing;
    const dead = agent.life === "silent";
    say(silent, dead && outcome === "running" ? `AGENT SILENT for ${Math.round(agent.silent_s)} s: its process was killed or is frozen. Commands wait in the journal.` : "");
    say(over, overText(running, standing, store.name));
  }
  store.on(["standing", "link", "session"], draw);
  const timer = setInterval(draw, LOOK);
  draw();
  return { end: () => clearInterval(timer) };
}

function staleness(store) {
  if (!store.snapshot) return store.link.why === "opening" ? "" : store.link.why;
  const quiet = (performance.now() - store.heardAt) / 1000;
  if (!store.link.up) return `no link to the console for ${quiet.toFixed(0)} s (${store.link.why}); trying again`;
  if (quiet > STALE) return `no word from the console for ${quiet.toFixed(0)} s`;
  if (!store.instrument || !["running"].includes(store.standing.outcome)) return "";
  if (store.instrument.lost) return `no link to the instrument: ${store.instrument.lost}`;
  const age = store.instrument.age_s + quiet;
  return age > STALE ? `the instrument's state is ${age.toFixed(1)} s old` : "";
}

function overText(running, { outcome, error, agent }, name) {
  if (running) return "";
  if (outcome === "running" && agent.life === "absent") {
    return `CRASHED: this session did not end and no agent runs it. It is only shown; "fractoscope resume" with the folder ${name} goes on with it.`;
  }
  if (outcome === "aborted" || outcome === "failed") return `${outcome.toUpperCase()}${error ? `: ${error}` : ""}. It is only shown; "fractoscope resume" goes on with it.`;
  if (outcome) return `ENDED (${outcome}). This session is only shown.`;
  return "This session's session.json cannot be read. It is only shown.";
}

function say(node, text) {
  node.hidden = text === "";
  setText(node, text);
}
