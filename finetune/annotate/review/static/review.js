// One reviewer, one panel at a time. Text of articles goes into the page as text only, never as markup.

const byId = (name) => document.getElementById(name);
const STATES = ["present", "absent", "unknown"];
const FRACTURE = [["yes", true], ["no", false], ["unknown", null]];

let queue = null;
let place = 0;
let panel = null;

function make(tag, text = "", attributes = {}) {
  const node = document.createElement(tag);
  node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  };
  const answer = await fetch(path, options);
  const data = await answer.json().catch(() => ({ detail: "the page's server has ended; start it again" }));
  if (!answer.ok) throw new Error(typeof data.detail === "string" ? data.detail : "that was not understood");
  return data;
}

// Quotes are marked where they stand; a quote over a line break or another dash is not found, and nothing is lost by that.
function withMarks(text, quotes) {
  const paragraph = make("p");
  const lower = text.toLowerCase();
  const spans = quotes.filter(Boolean).map((quote) => [lower.indexOf(quote.toLowerCase().trim()), quote.trim().length])
    .filter(([start]) => start >= 0).sort((a, b) => a[0] - b[0]);
  let end = 0;
  for (const [start, length] of spans) {
    if (start < end) continue;
    paragraph.append(text.slice(end, start), make("mark", text.slice(start, start + length)));
    end = start + length;
  }
  paragraph.append(text.slice(end));
  return paragraph;
}

function answerOf(source) {
  const findings = source.findings ?? [];
  return {
    fracture: source.fracture ?? null,
    present: findings.map((finding) => finding.feature),
    absent: source.absent ?? [],
  };
}

function chosen() {
  const value = document.querySelector("input[name=fracture]:checked")?.value ?? "unknown";
  const of = (state) => queue.features.map((feature) => feature.id)
    .filter((id) => document.querySelector(`input[name="${id}"]:checked`)?.value === state);
  return { fracture: FRACTURE.find(([word]) => word === value)[1], present: of("present"), absent: of("absent") };
}

const same = (a, b) => a.fracture === b.fracture
  && ["present", "absent"].every((key) => a[key].slice().sort().join() === b[key].slice().sort().join());

function radio(name, value, checked, label) {
  const input = make("input", "", { type: "radio", name, value, "aria-label": label });
  input.checked = checked;
  input.addEventListener("change", showButtons);
  return input;
}

function hasTeacher() { return panel.teacher.findings !== undefined; }

function showButtons() {
  const own = panel.own.decision ?? "";
  byId("accept").disabled = !hasTeacher() || !same(chosen(), answerOf(panel.teacher));
  byId("correct").disabled = hasTeacher() && same(chosen(), answerOf(panel.teacher));
  byId("undo").disabled = !own;
  byId("previous").disabled = place === 0;
  byId("next").disabled = place >= queue.panels.length - 1;
  const decided = queue.panels.filter((one) => one.decision).length;
  byId("progress").textContent = `panel ${place + 1} of ${queue.panels.length}, ${decided} decided`;
  if (own) byId("told").textContent = `decided: ${own}`;
}

function showWords() {
  const quotes = (panel.teacher.findings ?? []).flatMap((finding) => finding.quotes);
  const words = byId("words");
  words.replaceChildren();
  const add = (title, text) => { if (text) words.append(make("h2", title), withMarks(text, quotes)); };
  add(panel.panel ? `Caption of panel ${panel.panel}` : "Caption", panel.caption_part);
  add("Caption of all panels", panel.caption_common);
  panel.excerpts.forEach((text, index) => add(`Excerpt ${index + 1}`, text));
}

function showFeatures() {
  const start = answerOf(panel.own.decision && panel.own.decision !== "rejected" ? panel.own : panel.teacher);
  const findings = Object.fromEntries((panel.teacher.findings ?? []).map((finding) => [finding.feature, finding]));
  const fracture = byId("fracture");
  fracture.replaceChildren(make("legend", "Shows a fracture surface"));
  for (const [word, value] of FRACTURE) {
    const label = make("label");
    label.append(radio("fracture", word, start.fracture === value, `fracture ${word}`), ` ${word}`);
    fracture.append(label);
  }
  const named = new Set([...start.present, ...Object.keys(findings)]);
  const rows = [...queue.features].sort((a, b) => named.has(b.id) - named.has(a.id)).map((feature) => {
    const row = make("tr", "", named.has(feature.id) ? { class: "named" } : {});
    row.append(make("th", feature.name, { scope: "row", title: feature.seen }));
    const finding = findings[feature.id];
    const absent = (panel.teacher.absent ?? []).includes(feature.id);
    row.append(make("td", finding ? `present, doubt ${finding.doubt.toFixed(2)} (${finding.basis})` : absent ? "absent" : ""));
    const state = start.present.includes(feature.id) ? "present" : start.absent.includes(feature.id) ? "absent" : "unknown";
    for (const one of STATES) {
      const cell = make("td");
      cell.append(radio(feature.id, one, state === one, `${feature.name} ${one}`));
      row.append(cell);
    }
    return row;
  });
  byId("features").replaceChildren(...rows);
}

function showOthers() {
  const names = Object.fromEntries(queue.features.map((feature) => [feature.id, feature.name]));
  byId("others").replaceChildren(...Object.entries(panel.others).map(([name, answer]) => {
    const present = (answer.findings ?? []).map((finding) => names[finding.feature]).join(", ") || "nothing";
    return make("p", `${name} (${answer.decision}): fracture ${answer.fracture ?? "unknown"}; present: ${present}`);
  }));
}

async function show(next) {
  if (queue.panels.length === 0) {
    byId("told").textContent = queue.adjudicate ? "there is no disagreement to settle" : "there is nothing to review";
    document.querySelectorAll("button").forEach((button) => { button.disabled = true; });
    return;
  }
  place = Math.min(Math.max(next, 0), queue.panels.length - 1);
  panel = await ask(`/api/panels/${place}`);
  byId("told").textContent = hasTeacher() ? "" : "label this one on your own: no answer of the teacher is shown";
  byId("picture").src = `/api/panels/${place}/picture`;
  byId("picture").alt = `Panel ${panel.panel} to be labelled`;
  const width = panel.field_width ? `, field width ${(panel.field_width * 1e6).toPrecision(3)} µm` : "";
  byId("facts").textContent = `${panel.record_id} · ${panel.licence}${width}${panel.double ? " · seen by all reviewers" : ""}`;
  showWords();
  showFeatures();
  showOthers();
  showButtons();
}

async function decide(choice) {
  try {
    const { decision } = await ask(`/api/panels/${place}/decision`, choice);
    queue.panels[place].decision = decision;
    if (place < queue.panels.length - 1) await show(place + 1);
    else await show(place);
  } catch (error) {
    byId("told").textContent = `not saved: ${error.message}`;
  }
}

async function undo() {
  try {
    await ask(`/api/panels/${place}/undo`, {});
    queue.panels[place].decision = "";
    await show(place);
  } catch (error) {
    byId("told").textContent = `not undone: ${error.message}`;
  }
}

const ACTIONS = {
  a: ["accept", () => decide(answerOf(panel.teacher))],
  c: ["correct", () => decide(chosen())],
  r: ["reject", () => decide({ reject: true })],
  u: ["undo", undo],
  k: ["previous", () => show(place - 1)],
  j: ["next", () => show(place + 1)],
};

for (const [name, action] of Object.values(ACTIONS)) byId(name).addEventListener("click", action);
document.addEventListener("keydown", (event) => {
  const found = ACTIONS[event.key];
  if (!found || event.ctrlKey || event.metaKey || event.altKey || event.repeat || byId(found[0]).disabled) return;
  event.preventDefault();
  found[1]();
});

queue = await ask("/api/queue");
byId("who").textContent = `${queue.reviewer}${queue.adjudicate ? ", settling disagreements" : ""}`;
const open = queue.panels.findIndex((one) => !one.decision);
await show(open < 0 ? 0 : open);
