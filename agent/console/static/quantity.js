// Values as people read them. Everything else on this page is in SI units.

const PREFIXES = [
  [1e9, "G"], [1e6, "M"], [1e3, "k"], [1, ""], [1e-3, "m"], [1e-6, "µ"], [1e-9, "n"], [1e-12, "p"], [1e-15, "f"],
];
const SPACE = "\u00a0";

/** A value with its unit, three figures: `quantity(2.5e-4, "m")` is "250 µm". */
export function quantity(value, unit) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  if (value === 0) return `0${SPACE}${unit}`;
  // 0.9995 of a step rounds up to the next prefix's 1.
  const [factor, prefix] = PREFIXES.find(([step]) => Math.abs(value) >= 0.9995 * step) ?? PREFIXES.at(-1);
  return `${figures(value / factor)}${SPACE}${prefix}${unit}`;
}

/** A stage coordinate in mm, to 0.1 µm. */
export function millimetres(value) {
  return Number.isFinite(value) ? (value * 1e3).toFixed(4).replace("-", "\u2212") : "–";
}

/** A probability as a whole percentage. */
export function percent(value) {
  return `${Math.round(100 * value)}${SPACE}%`;
}

/** Seconds as "1:05" or "2:03:04". */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** The time of day of a UTC time stamp, in this computer's zone. */
export function timeOfDay(stamp) {
  const time = new Date(stamp);
  return Number.isNaN(time.getTime()) ? "" : time.toLocaleTimeString("en-GB");
}

/** The day of a UTC time stamp, in this computer's zone, as 2026-11-25. */
export function dayOf(stamp) {
  const time = new Date(stamp);
  return Number.isNaN(time.getTime()) ? "" : time.toLocaleDateString("sv-SE");
}

/** A field of view in one line. */
export function fieldText(field) {
  return `${quantity(field.width, "m")} wide at x${SPACE}${millimetres(field.x)}, y${SPACE}${millimetres(field.y)}${SPACE}mm`;
}

/** An identifier made readable: "corrosion_pit" is "corrosion pit". */
export function spoken(identifier) {
  return String(identifier).replaceAll("_", " ");
}

function figures(value) {
  const size = Math.abs(value);
  const text = size >= 99.95 ? value.toFixed(0) : size >= 9.995 ? value.toFixed(1) : value.toFixed(2);
  return (text.includes(".") ? text.replace(/\.?0+$/, "") : text).replace("-", "\u2212");
}
