// What the agent is about to do, why, and a person's word on it.

import { button, element, setText } from "./element.js";
import { duration, fieldText, quantity, spoken } from "./quantity.js";

/** For so long (ms) a new proposal takes no answer: a click on its way was meant for the one before. */
const AIM = 400;

export function makeConsentPanel(store, commands) {
  const title = element("h2", {});
  const left = element("span", { class: "countdown" });
  const what = element("p", { class: "what" });
  const why = element("p", { class: "why" });
  const reason = element("input", { type: "text", maxlength: 500, placeholder: "Reason (for a rejection)", "aria-label": "Reason for a rejection" });
  const approve = button("Approve", () => answer("Approve", { kind: "approve" }), { class: "primary" });
  const change = button("Change field", () => {
    if (!shown) return;
    store.draft = { ...shown.proposal.action.field };
    store.touch("draft");
    document.querySelector('.field-panel input[name="x"]')?.focus();
  }, { title: "Puts the field on the map to be dragged or typed; then press Use it for this step" });
  const reject = button("Reject", () => answer("Reject", { kind: "reject", reason: reason.value }));
  const row = element("div", { class: "row consent-row" }, approve, change, reject, reason);
  const others = element("ol", { class: "considered", type: "a" });
  const details = element("details", { class: "others", open: true }, element("summary", { text: "Also considered (value: reason)" }), others);
  const said = element("p", { class: "spoken", role: "status" });
  /** The request as it was on the screen: an answer is bound to what was seen, not to what came meanwhile. */
  let shown = null;
  let since = 0;

  async function answer(word, command) {
    const request = shown;
    if (!request) return;
    const entry = await commands.give(`${word} step ${request.step}`, { ...command, step: request.step, sha256: request.sha256 });
    if (entry) reason.value = "";
  }

  function draw() {
    const { waiting, wishes, decided } = store;
    if (waiting?.sha256 !== shown?.sha256 || waiting?.step !== shown?.step) since = performance.now();
    shown = waiting;
    const proposal = decided?.payload.proposal ?? null;
    node.hidden = !store.standing?.running || !decided;
    node.classList.toggle("waits", waiting !== null);
    if (node.hidden) return;
    const step = waiting?.step ?? decided.payload.step;
    setText(title, waiting ? `Step ${step} waits for your word` : stateText(store, step));
    setText(left, waiting ? duration((Date.parse(waiting.expires) - store.now) / 1000) : "");
    left.title = waiting ? "Until it expires; then the agent decides anew" : "";
    const chosen = waiting?.proposal ?? proposal;
    const field = chosen?.action?.field;
    setText(what, chosen ? `${spoken(chosen.purpose)}${field ? `, ${fieldText(field)}` : ""}` : "No further look.");
    setText(why, chosen ? `${spoken(chosen.reason)}${worth(chosen)}` : "");
    row.hidden = !waiting || !store.mayCommand;
    const pending = waiting && ["Approve", "Reject"].some((word) => commands.isUnderWay(`${word} step ${waiting.step}`));
    const fresh = performance.now() - since < AIM;
    for (const one of [approve, reject, change]) one.disabled = Boolean(pending) || fresh;
    if (fresh) setTimeout(() => store.touch("standing"), AIM);
    setText(said, waiting ? `Step ${step} waits for consent.` : wishes?.answer ? `Step answered by ${wishes.answer.by}.` : "");
    // Whoever drives needs the room for other things.
    details.hidden = store.drives || !store.considered.length;
    drawOthers(store.considered);
  }

  function drawOthers(considered) {
    const key = JSON.stringify(considered);
    if (others.dataset.key === key) return;
    others.dataset.key = key;
    others.replaceChildren(...considered.map((one) => {
      const text = ` ${spoken(one.purpose)} ${one.field ? quantity(one.field.width, "m") : "finish"}: ${spoken(one.reason)}`;
      return element("li", { title: text }, element("div", {}, element("span", { class: "figure", text: one.value.toPrecision(2) }), text));
    }));
  }
  store.on(["standing", "events", "session", "clicks"], draw);
  const node = element("section", { class: "panel consent", "aria-label": "Decision", hidden: true },
    element("header", {}, title, left), what, why, row,
    details, said);
  return node;
}

function worth({ gain, cost }) {
  return Number.isFinite(gain) && Number.isFinite(cost) && (gain || cost) ? ` (gain ${gain.toPrecision(2)}, cost ${cost.toPrecision(2)})` : "";
}

function stateText({ wishes, standing, decided }, step) {
  const { request, answer, paused, finish } = wishes;
  if (finish) return `Finishing, asked by ${finish}`;
  if (answer && request?.step === step) return `Step ${step}: ${answer.verdict.kind}, by ${answer.by}`;
  if (paused) return `Step ${step} lapsed: paused`;
  if (request?.step === step && wishes.mode !== "autonomous") return `Step ${step} lapsed; the agent decides anew`;
  if (decided.payload.outcome) return `Ends: ${decided.payload.outcome}`;
  return standing.agent.doing.includes("waiting") ? `Step ${step} decided` : `Step ${step} under way`;
}
