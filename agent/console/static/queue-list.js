// The operators' targets, in the order in which the agent works them, and the fields that it never looks at.

import { button, element } from "./element.js";
import { fieldText } from "./quantity.js";

export function makeQueueList(store, commands) {
  const list = element("ol", { class: "queue" });
  const never = element("ul", { class: "queue" });
  const none = element("p", { class: "quiet", text: "No target waits. Click the map to ask for one." });
  let drawn = "";

  function reorder(numbers) {
    void commands.give("Order of the queue", { kind: "reorder", targets: numbers });
  }

  function moved(index, by) {
    const numbers = store.wishes.queue.map((target) => target.number);
    const [taken] = numbers.splice(index, 1);
    numbers.splice(index + by, 0, taken);
    reorder(numbers);
  }

  function draw() {
    const { queue = [], excluded = [] } = store.wishes ?? {};
    const may = store.mayCommand && store.standing?.running;
    const key = JSON.stringify([queue, excluded, may]);
    if (key === drawn) return;
    const focused = document.activeElement?.getAttribute("aria-label");
    drawn = key;
    none.hidden = queue.length > 0;
    list.replaceChildren(...queue.map((target, index) => element("li", { "data-target": target.number },
      element("span", { text: `${fieldText(target.field)}, ${target.by}` }),
      may && button("↑", () => moved(index, -1), { class: "small", "aria-label": `Target ${target.number} earlier`, disabled: index === 0 }),
      may && button("↓", () => moved(index, 1), { class: "small", "aria-label": `Target ${target.number} later`, disabled: index === queue.length - 1 }),
      may && button("Strike", () => commands.give(`Strike target ${target.number}`, { kind: "strike", target: target.number }), { class: "small", "aria-label": `Strike target ${target.number}` }))));
    never.replaceChildren(...excluded.map((field) => element("li", {}, element("span", { text: `never: ${fieldText(field)}` }))));
    if (focused) [...list.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === focused)?.focus();
  }
  store.on(["standing", "session"], draw);
  return element("div", {}, list, none, never);
}
