// What was read in the frame on show, and where a person may correct it.

import { button, element, setText } from "./element.js";
import { percent, spoken } from "./quantity.js";

const FEWEST = 3;
const MOST = 9;
const WORTH = 0.1;

/** The features worth showing: statements first, then what is probable; as the report ranks them. */
export function ranked(reading) {
  const states = new Map([...reading.candidates.map((id) => [id, "candidate"]), ...reading.asserted.map((id) => [id, "asserted"])]);
  const all = Object.entries(reading.features).map(([id, { name, probability }]) => ({ id, name, probability, state: states.get(id) ?? "" }));
  all.sort((one, other) => Number(other.state !== "") - Number(one.state !== "") || other.probability - one.probability);
  return all.filter((tag, index) => tag.state || index < FEWEST || (tag.probability >= WORTH && index < MOST))
    .sort((one, other) => other.probability - one.probability);
}

export function makeTagPanel(store, commands) {
  const list = element("ul", { class: "tags" });
  const about = element("p", { class: "quiet" });
  const chosen = element("select", { "aria-label": "Feature to correct" });
  const other = element("form", { class: "row", onsubmit: (event) => { event.preventDefault(); correct(chosen.value, true); } },
    chosen, element("button", { text: "Is there too" }));
  const reason = element("p", { class: "led" });
  let drawn = "";

  function correct(feature, present) {
    const { frame } = store;
    if (!frame || !feature) return;
    void commands.give(`Correct frame ${frame.number}: ${spoken(feature)} ${present ? "present" : "absent"}`,
      { kind: "correct_tag", frame_id: frame.frame_id, feature, present });
  }

  function draw() {
    const reading = store.hand ? null : store.frame?.reading ?? null;
    const decision = store.hand ? null : store.frame?.decision?.payload?.proposal;
    node.hidden = store.frame === null || Boolean(store.hand);
    setText(reason, decision ? `Looked because: ${spoken(decision.reason ?? "")}` : "");
    const may = store.mayCommand && (store.standing?.running ?? false);
    const key = JSON.stringify([store.frame?.number, Boolean(store.hand), reading?.features, reading?.asserted, may]);
    other.hidden = !may || !reading;
    if (key === drawn) return;
    drawn = key;
    if (!reading) {
      list.replaceChildren();
      setText(about, store.frame && !store.hand ? "No tags yet." : "");
      return;
    }
    list.replaceChildren(...ranked(reading).map((tag) => row(tag, may)));
    const faults = reading.quality.flags.map(spoken).join(", ");
    setText(about, `${reading.abstained ? "The model abstains. " : ""}${faults ? `Quality: ${faults}. ` : ""}${reading.model.name} ${reading.model.version}`);
    chosen.replaceChildren(...Object.entries(reading.features).map(([id, { name }]) => element("option", { value: id, text: name })));
  }

  function row(tag, may) {
    const share = element("span", { class: "share" });
    share.style.width = percent(tag.probability).replace(/\s/g, "");
    return element("li", { class: tag.state },
      element("span", { class: "tag-name", text: tag.name }),
      element("span", { class: "track", "aria-hidden": "true" }, share),
      element("span", { class: "figure", text: percent(tag.probability) }),
      element("span", { class: "tag-state", text: tag.state }),
      may && button("✗", () => correct(tag.id, false), { class: "small", "aria-label": `${tag.name} is not in this frame`, title: "Not in this frame" }),
      may && button("✓", () => correct(tag.id, true), { class: "small", "aria-label": `${tag.name} is in this frame`, title: "Is in this frame" }));
  }
  store.on(["shown", "hand", "standing", "session"], draw);
  const node = element("section", { class: "panel tag-panel", "aria-label": "Tags" }, reason, list, about, other);
  return node;
}
