// Standing orders: how much the agent may do unasked, pause, finish; and who has the instrument.

import { button, element, setText } from "./element.js";

const MODES = [
  ["observe", "Observe", "You drive; the agent reads the frames that you hand over"],
  ["supervised", "Supervised", "The agent proposes; each step waits for your word"],
  ["autonomous", "Autonomous", "The agent carries out what it decides"],
];

export function makeControlPanel(store, commands) {
  const modes = MODES.map(([mode, text, title]) => button(text, () => commands.give(`Mode ${mode}`, { kind: "change_mode", mode }), { title, "data-mode": mode }));
  const pause = button("Pause", () => {
    const paused = store.wishes?.paused;
    void commands.give(paused ? "Resume" : "Pause", { kind: paused ? "resume" : "pause" });
  });
  const finish = button("Finish now", () => { sure.hidden = false; yes.focus(); }, { title: "Ends the session after the step under way, with everything handed over" });
  const yes = button("Yes, finish the session", () => { sure.hidden = true; finish.focus(); void commands.give("Finish now", { kind: "finish_now" }); }, { class: "primary" });
  const no = button("No", () => { sure.hidden = true; finish.focus(); });
  const sure = element("div", { class: "row", hidden: true }, yes, no);
  const note = element("input", { type: "text", maxlength: 200, placeholder: "What for", "aria-label": "Note shown to others while you drive" });
  const take = button("Take over", () => commands.drive("Take over", "/take", { note: note.value }), { title: "Takes the lease; the agent waits until you hand back" });
  const back = button("Hand back", () => commands.drive("Hand back", "/hand-back"), { class: "primary" });
  const report = element("a", { text: "Report", target: "_blank", rel: "noopener", href: `/api/sessions/${encodeURIComponent(store.name)}/report.html` });
  const orders = element("div", { class: "segments", role: "group", "aria-label": "Mode" }, ...modes);
  const lease = element("div", { class: "row" }, pause, finish, take, back, note);
  const mode = element("p", { class: "quiet" });

  function draw() {
    const { wishes, standing, instrument } = store;
    if (!standing) return;
    const may = store.mayCommand;
    orders.hidden = !may || !standing.running;
    for (const one of modes) {
      one.setAttribute("aria-pressed", String(one.dataset.mode === wishes.mode));
      one.disabled = MODES.some(([name]) => commands.isUnderWay(`Mode ${name}`));
    }
    setText(pause, wishes.paused ? "Resume" : "Pause");
    pause.setAttribute("aria-pressed", String(wishes.paused));
    pause.disabled = commands.isUnderWay("Pause") || commands.isUnderWay("Resume");
    finish.disabled = Boolean(wishes.finish);
    if (wishes.finish) sure.hidden = true;
    pause.hidden = finish.hidden = orders.hidden;
    take.hidden = note.hidden = !may || !instrument || store.isOver || store.drives;
    back.hidden = !store.drives;
    lease.hidden = [...lease.children].every((one) => one.hidden);
    report.hidden = !standing.report;
    setText(mode, orders.hidden && standing.running ? `Mode: ${wishes.mode}${wishes.paused ? ", paused" : ""}` : "");
    node.hidden = orders.hidden && lease.hidden && report.hidden && !mode.textContent;
  }
  store.on(["standing", "session", "clicks"], draw);
  const node = element("section", { class: "panel control", "aria-label": "Control", hidden: true }, orders, sure, lease, mode, report);
  return node;
}
