// One way to write a number: as explorer/words.py does, held to it by tests/cases/numbers.json.

const LEAST = -4; // the power of ten from which a number is written out,
const MOST = 5; // and that up to which it is
const COUNTED = 1e12; // below which a whole number in a fraction is written out
const THOUSANDS = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** @param {string} text */
const signed = (text) => text.replace("-", "−");

/**
 * Decimals without zeros at their end.
 * @param {string} text
 */
const short = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** @param {number} value */
const endless = (value) => (Number.isNaN(value) ? "no number" : value > 0 ? "∞" : "−∞");

/**
 * A whole number as an exponent: ⁻⁸.
 * @param {number} power
 */
export const raised = (power) =>
  [...String(power)].map((sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]).join("");

/**
 * A power of ten: 10⁻⁸.
 * @param {number} power
 */
export const ten = (power) => `10${raised(power)}`;

/**
 * A number to so many digits: 0.0412, −0.17, 12345, 2.8 × 10⁻⁸, 10⁶, ∞, no number.
 * @param {number} value
 */
export function number(value, digits = 3) {
  if (!Number.isFinite(value)) return endless(value);
  if (value === 0) return "0";
  const [mantissa, end] = value.toExponential(digits - 1).split("e");
  const power = Number(end);
  if (power >= LEAST && power < MOST)
    return signed(short(value.toFixed(Math.max(0, digits - 1 - power))));
  const size = short(mantissa);
  if (Math.abs(Number(size)) === 1) return signed(size.replace("1", "") + ten(power));
  return signed(`${size} × ${ten(power)}`);
}

/**
 * A number with so many digits after the point, so that they stand below each other.
 * @param {number} value
 * @param {number} places
 */
export function fixed(value, places) {
  if (!Number.isFinite(value)) return endless(value);
  if (Math.abs(value) >= 10 ** MOST) return number(value);
  const text = value.toFixed(places);
  return signed(Number(text) === 0 ? text.replace("-", "") : text);
}

/**
 * A share of 1 in percent: 97.5 %.
 * @param {number} share
 */
export const percent = (share, digits = 3) => `${number(100 * share, digits)} %`;

/**
 * A share of 1 in percent, with so many digits after the point: what moves keeps its width.
 * @param {number} share
 */
export const percentFixed = (share, places = 1) =>
  Number.isFinite(share) ? `${fixed(100 * share, places)} %` : "—";

/**
 * A count of steps or epochs, those begun left out: 12,345.
 * @param {number} value
 */
export const whole = (value) =>
  Number.isFinite(value) ? THOUSANDS.format(Math.floor(value)) : "—";

/**
 * How many of something, to two digits: 3.2, 36, 36,000,000, 3.6 × 10¹⁵.
 * @param {number} value
 */
export function count(value) {
  const near = Number(value.toPrecision(2));
  return near >= 10 && near < COUNTED ? THOUSANDS.format(near) : number(value, 2);
}

/**
 * A share between 0 and 1, to two digits: 1/36,000,000, 1/3, 45 %, 1/(3.6 × 10¹⁵).
 * @param {number} share
 */
export function fraction(share) {
  if (!(share > 1e-300 && share < 1)) return number(share, 2);
  const parts = Number((1 / share).toPrecision(2));
  if (parts < 10 && (parts < 2 || parts % 1)) return percent(share, 2);
  const text = count(parts);
  return text.includes(" ") ? `1/(${text})` : `1/${text}`;
}

/**
 * A loss, to three places.
 * @param {number} value
 */
export function loss(value) {
  if (!Number.isFinite(value)) return "—";
  if (value >= 1000) return number(value, 2);
  return value > 0 && value < 0.001 ? "<0.001" : value.toFixed(3);
}
