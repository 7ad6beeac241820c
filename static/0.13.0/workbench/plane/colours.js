// Colours as numbers, and the ink of what is drawn over a picture.

export const INK = "rgb(32, 36, 44)";
export const INK_BGR = 0x2c2420; // the same, for a pixel

/**
 * @param {string} hex as "#rrggbb"
 * @returns {[number, number, number]}
 */
export function rgbOf(hex) {
  const part = (/** @type {number} */ k) => parseInt(hex.slice(k, k + 2), 16);
  return [part(1), part(3), part(5)];
}

/**
 * A pixel as the 32 bits of an image's data; what is not whole is rounded down.
 * @param {number} r
 * @param {number} g
 * @param {number} b
 * @param {number} [alpha] all from 0 to 255
 */
export function pixel(r, g, b, alpha = 255) {
  return (alpha << 24) | (b << 16) | (g << 8) | r;
}
