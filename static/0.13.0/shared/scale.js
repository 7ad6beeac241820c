// How large words and lines are drawn: 1, and more where the page is presented on a wall.
//
// The page's font grows with them: a root with `transition: font-size 1ms` hears `transitionend`
// when a presentation begins or ends, as it does when the theme changes.

/**
 * A number of the page's style, as everything within `element` inherits it.
 * @param {Element} element
 * @param {string} name
 */
const of = (element, name) => Number(getComputedStyle(element).getPropertyValue(name)) || 1;

/**
 * What the size of words is multiplied by; `${12 * scaleOf(canvas)}px` is a canvas' font.
 * @param {Element} element
 */
export const scaleOf = (element) => of(element, "--scale");

/** The size of words on the page, for pictures that do not know their element. */
export const pageScale = () =>
  "getComputedStyle" in globalThis ? scaleOf(document.documentElement) : 1;

/**
 * What the width of lines is multiplied by.
 * @param {Element} element
 */
export const lineOf = (element) => of(element, "--line");
