// How much of a window's first screen is left to a picture.

/**
 * Pixels from an element's top to the lower edge of the window, when nothing is scrolled.
 * @param {HTMLElement} element
 */
export function roomBelow(element) {
  let top = element.getBoundingClientRect().top;
  /** @type {Node | null} */
  let place = element;
  while (place) {
    if (place instanceof Element) top += place.scrollTop;
    place = place instanceof ShadowRoot ? place.host : place.parentNode;
  }
  return innerHeight - top;
}
