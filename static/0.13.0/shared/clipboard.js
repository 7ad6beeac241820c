// Texts put on the clipboard.

import { make } from "./elements.js";

/**
 * Puts a text on the clipboard, also where the page came over plain http.
 * @param {string} text
 * @param {Element} [place] where a field may stand for a moment: in a dialog, if one is open
 */
export async function copy(text, place = document.body) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = make("textarea", "", place);
    field.value = text;
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}
