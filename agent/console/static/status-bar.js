// Who and what, and how everything stands: agent, link, lease, beam, stage, vacuum, budgets.

import { button, element, setText } from "./element.js";
import { duration, quantity } from "./quantity.js";

const FIXED = new Set(["Beam", "Stage", "Vacuum"]);

/** A value with a name above it; `tone` is told by a sign too, not by colour alone. */
function chip(name, fixed = false) {
  const value = element("span", { class: "value" });
  const node = element("div", { class: "chip", "data-name": name }, element("span", { class: "name", text: name }), value);
  return { node, set(text, tone = "", title = "") {
    setText(value, `${{ warn: "▲ ", bad: "■ " }[tone] ?? ""}${text}`);
    node.className = `chip ${fixed ? "fixed" : ""} ${tone}`;
    if (node.title !== title) node.title = title;
  } };
}

/** A budget as a bar with its figures. */
function gauge(name) {
  const bar = element("meter", { min: 0, max: 1, low: 0.85, high: 0.95, optimum: 0, "aria-label": name });
  const value = element("span", { class: "value" });
  const node = element("div", { class: "chip gauge fixed", "data-name": name }, element("span", { class: "name", text: name }), value, bar);
  return { node, set(text, share) {
    setText(value, text);
    bar.hidden = share === null;
    if (share !== null) bar.value = Math.min(1, share);
  } };
}

export function makeStatusBar(store) {
  const specimen = element("h1", {});
  const about = element("p", {});
  const kind = element("strong", { class: "kind", hidden: true });
  const chips = Object.fromEntries(["Agent", "Link", "Lease", "Beam", "Stage", "Vacuum"].map((name) => [name, chip(name, FIXED.has(name))]));
  const budgets = Object.fromEntries(["Frames", "Dose", "Time"].map((name) => [name, gauge(name)]));
  const person = element("span", { class: "quiet" });
  const end = element("div", { class: "end" }, person,
    element("a", { href: "#", text: "Sessions" }), button("Sign out", () => window.dispatchEvent(new Event("sign-out"))));

  function draw() {
    const { snapshot, standing, state } = store;
    if (!snapshot) return;
    setText(specimen, snapshot.specimen?.name ?? store.name);
    setText(about, store.name);
    document.title = `${snapshot.specimen?.name ?? store.name} – Fractoscope`;
    setText(person, `${snapshot.user.name}${snapshot.user.may_command ? "" : " (looks and stops)"}`);
    const simulated = state ? state.simulated : snapshot.session?.simulated;
    kind.hidden = simulated === undefined || simulated === null;
    setText(kind, simulated ? "SIMULATED" : "REAL BEAM");
    kind.className = `kind ${simulated ? "simulated" : "real"}`;
    drawAgent(chips.Agent, standing);
    drawInstrument(store, chips);
    drawBudgets(store, budgets);
  }
  store.on(["session", "standing", "link", "frames"], draw);
  const timer = setInterval(() => (node.isConnected ? draw() : clearInterval(timer)), 1000);
  const node = element("div", { class: "status" },
    element("div", { class: "who" }, kind, element("div", { class: "title" }, specimen, about)), end,
    element("div", { class: "chips", role: "group", "aria-label": "How everything stands" }, ...[...Object.values(chips), ...Object.values(budgets)].map((one) => one.node)));
  return node;
}

function drawAgent(one, standing) {
  const { agent, outcome } = standing;
  if (agent.life === "alive") one.set(agent.doing || "alive");
  else if (agent.life === "silent") one.set(`SILENT for ${Math.round(agent.silent_s)} s`, "bad");
  else one.set(outcome === "running" ? "ABSENT" : `none (${outcome ?? "not known"})`, outcome === "running" ? "bad" : "");
}

function drawInstrument(store, chips) {
  const { instrument, state, link } = store;
  const age = (instrument?.age_s ?? 0) + (performance.now() - store.heardAt) / 1000;
  if (!link.up) chips.Link.set("console LOST", "bad", link.why);
  else if (!instrument || store.isOver) chips.Link.set("no instrument");
  else if (instrument.lost) chips.Link.set("instrument LOST", "bad", instrument.lost);
  else chips.Link.set(`ok, ${age.toFixed(1)} s`, "", "Age of the instrument's state");
  if (!state || store.isOver) {
    for (const name of ["Lease", "Beam", "Stage", "Vacuum"]) chips[name].set("–");
    return;
  }
  const { lease, beam } = state;
  // The session's own lease carries its name, which stands above already.
  const holder = lease?.holder === store.snapshot.session?.session_id ? "this session" : lease?.holder;
  chips.Lease.set(lease ? `${lease.role}: ${holder}` : "nobody", lease?.role === "operator" ? "warn" : "", lease?.note ?? "");
  const beamed = `${quantity(beam.voltage, "V")}, ${quantity(beam.current, "A")}`;
  chips.Beam.set(beam.blanked ? `blanked · ${beamed}` : `ON${state.scanning ? ", scanning" : ""} · ${beamed}`, beam.blanked ? "" : "warn");
  chips.Stage.set(state.moving ? "MOVING" : "still", state.moving ? "warn" : "");
  chips.Vacuum.set(state.vacuum, state.vacuum === "pumped" ? "" : "bad");
}

function drawBudgets(store, { Frames, Dose, Time }) {
  const { snapshot, rows, standing } = store;
  const budget = snapshot.budget ?? {};
  const dose = rows.reduce((sum, row) => sum + row.dose, 0);
  Frames.set(budget.frames ? `${rows.length} of ${budget.frames}` : String(rows.length), budget.frames ? rows.length / budget.frames : null);
  Dose.set(budget.dose_C ? `${quantity(dose, "C")} of ${quantity(budget.dose_C, "C")}` : quantity(dose, "C"), budget.dose_C ? dose / budget.dose_C : null);
  const running = standing.running && standing.agent.life !== "absent";
  const last = running ? store.now : Date.parse(store.events.at(-1)?.time ?? snapshot.opened);
  const seconds = snapshot.opened ? (last - Date.parse(snapshot.opened)) / 1000 : NaN;
  // Since the last opening: what earlier runs of a resumed session took is the agent's own account.
  const spent = Number.isFinite(seconds) ? duration(seconds) : "–";
  Time.set(budget.minutes ? `${spent} of ${duration(60 * budget.minutes)}` : spent, budget.minutes && Number.isFinite(seconds) ? seconds / 60 / budget.minutes : null);
}
