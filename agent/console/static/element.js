// Building and changing elements. Names, notes and what a model says go in as text, never as markup.

/**
 * @param {string} name of the element
 * @param {Record<string, any>} [properties] attributes; `class`, `text` and `on…` listeners have their own meaning
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any} the element
 */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") made.className = value;
    else if (key === "text") made.textContent = String(value);
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** Change a text only where it differs, so that a screen reader is not told the same thing four times a second. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A push button that is no submit button. */
export function button(text, onclick, properties = {}) {
  return element("button", { type: "button", text, onclick, ...properties });
}

/** A number field with its label and unit. */
export function numberField(label, unit, properties = {}) {
  const input = element("input", { type: "number", step: "any", "aria-label": `${label} in ${unit}`, ...properties });
  return { input, row: element("label", { class: "number" }, element("span", { text: label }), input, element("span", { class: "unit", text: unit })) };
}
