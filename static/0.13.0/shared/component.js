// How a picture stands on a page of Streamlit: opened once a place, fed at each run, then closed.

import { dress } from "./style.js";

/**
 * What Streamlit hands to a component.
 * @typedef {object} Mounted
 * @property {any} data
 * @property {Element | ShadowRoot} parentElement
 * @property {Tell} setTriggerValue
 */

/**
 * Says something to the server, under a name.
 * @typedef {(name: string, value: unknown) => void} Tell
 */

/**
 * What is shown at one place.
 * @typedef {object} Shown
 * @property {Tell} tell
 * @property {(data: any) => void} receive
 * @property {() => void} stop
 */

/**
 * A component's default export: one picture for each place, dressed in these sheets.
 * @template {Shown} T
 * @param {string} selector of its root, as the page writes it
 * @param {CSSStyleSheet[]} sheets
 * @param {(root: HTMLElement) => T} open
 */
export function component(selector, sheets, open) {
  /** @type {WeakMap<Element | ShadowRoot, { shown: T, calls: number }>} */
  const places = new WeakMap();
  return (/** @type {Mounted} */ { data, parentElement, setTriggerValue }) => {
    const place = places.get(parentElement) ?? fresh(parentElement);
    const call = ++place.calls;
    place.shown.tell = setTriggerValue;
    place.shown.receive(data);
    return () => {
      // While a module is loading several runs wait for it: what closes one must not close the next.
      if (call !== place.calls) return;
      place.shown.stop();
      places.delete(parentElement);
    };
  };

  /** @param {Element | ShadowRoot} parent */
  function fresh(parent) {
    dress(parent, sheets);
    const shown = open(/** @type {HTMLElement} */ (parent.querySelector(selector)));
    const place = { shown, calls: 0 };
    places.set(parent, place);
    return place;
  }
}
