// Where on the x axis a key goes: from sample to sample, by ones, and to the ends.

/**
 * The place that a key goes to; undefined where it means something else, and is left alone.
 * @param {KeyboardEvent} event
 * @param {number} x where the pointer stands
 * @param {{ limit: number, per_unit: number }} axis from −limit to limit, with so many samples a unit
 */
export function steppedTo(event, x, { limit, per_unit }) {
  /** @type {Record<string, number>} */
  const places = {
    Home: -limit,
    End: limit,
    ArrowLeft: x - 1 / per_unit,
    ArrowRight: x + 1 / per_unit,
    PageUp: x + 1,
    PageDown: x - 1,
  };
  const place = places[event.key];
  if (place !== undefined) event.preventDefault();
  return place;
}
