// The scale bar of a frame that the console has not described yet; the same rule as the report's.

import { quantity } from "./quantity.js";

const WANTED = 0.25;

/** The bar of length 1, 2 or 5 times a power of ten that is nearest, by ratio, to a quarter of a width (m). */
export function scaleBar(width) {
  if (!(width > 0)) return null;
  const target = Math.log10(WANTED * width);
  const decade = Math.floor(target);
  const lengths = [0, 1].flatMap((power) => [1, 2, 5].map((step) => Number(`${step}e${decade + power}`)));
  const off = (length) => Math.abs(Math.log10(length) - target);
  const length = lengths.reduce((best, one) => (off(one) < off(best) ? one : best));
  return { share: length / width, label: quantity(length, "m") };
}
