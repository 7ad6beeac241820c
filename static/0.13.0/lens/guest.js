// A part of the page that stands in a hole of the lens: formulas, for which the page has the fonts.

export class Guest {
  /**
   * @param {HTMLElement} hole
   * @param {() => void} moved is called when the guest takes more room, or less
   */
  constructor(hole, moved) {
    this.hole = hole;
    /** @type {HTMLElement | null} */
    this.guest = null;
    this.sizes = new ResizeObserver(moved);
  }

  /**
   * Look for the guest again: the page may have made another one.
   * @param {string} selector
   */
  invite(selector) {
    /** @type {HTMLElement | null} */
    const guest = selector ? document.querySelector(selector) : null;
    if (guest === this.guest) return;
    this.sizes.disconnect();
    this.guest = guest;
    if (guest) this.sizes.observe(guest);
  }

  /** Make the hole as high as its guest, and put the guest over it. */
  place() {
    const { guest, hole } = this;
    const around = guest?.offsetParent;
    if (!guest || !around) return;
    guest.style.setProperty("--width", `${hole.clientWidth}px`);
    hole.style.height = `${guest.offsetHeight}px`;
    const [a, b] = [hole.getBoundingClientRect(), around.getBoundingClientRect()];
    guest.style.setProperty("--top", `${a.top - b.top}px`);
    guest.style.setProperty("--left", `${a.left - b.left}px`);
  }

  stop() {
    this.sizes.disconnect();
  }
}
