// Style sheets of a component: fetched beside its module, and put into its own shadow root.

/**
 * The style sheet at an address.
 * @param {URL} address
 * @returns {Promise<CSSStyleSheet>}
 */
export async function sheet(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw Error(`${address.pathname}: ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}

/**
 * Dress a component's root in these sheets, beside those it has.
 * @param {Element | ShadowRoot} element
 * @param {CSSStyleSheet[]} sheets
 */
export function dress(element, sheets) {
  const root = /** @type {ShadowRoot} */ (element.getRootNode());
  const others = root.adoptedStyleSheets.filter((one) => !sheets.includes(one));
  root.adoptedStyleSheets = [...others, ...sheets];
}
