// Writing something down, for the session or for the frame on show.

import { element, setText } from "./element.js";

export function makeNotePanel(store, commands) {
  const text = element("textarea", { rows: 3, maxlength: 4000, "aria-label": "Note", required: true });
  const about = element("input", { type: "checkbox" });
  const frame = element("span", {});
  const form = element("form", { class: "stack", onsubmit: give }, text, element("label", { class: "toggle" }, about, frame), element("button", { text: "Write it down", class: "primary" }));
  const why = element("p", { class: "quiet", text: "Notes can be written while a session runs, by an operator." });

  async function give(event) {
    event.preventDefault();
    const said = text.value.trim();
    if (!said) return;
    const row = about.checked ? store.byNumber.get(store.shown) : null;
    const entry = await commands.give("Note", { kind: "note", text: said, frame_id: row?.frame_id ?? null });
    if (entry) text.value = "";
  }

  function draw() {
    form.hidden = !store.mayCommand || !store.standing?.running;
    why.hidden = !form.hidden;
    setText(frame, store.shown === null ? "About the frame on show" : `About frame ${store.shown}`);
  }
  store.on(["standing", "session", "show"], draw);
  return element("div", {}, form, why);
}
