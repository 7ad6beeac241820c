// The page around our pictures: when it may be asked for more, and another page turned to.

const SETTLES = 300; // ms in which the server surely hears of what a hand did
const SOON = 50; // ms after which one looks again whether it is still busy

let touched = -Infinity; // when a hand last did something to the page itself

/** @param {Event} event */
function touch(event) {
  const [first] = event.composedPath();
  const ours = first instanceof Node && first.getRootNode() instanceof ShadowRoot;
  if (!ours && first !== document.body) touched = performance.now();
}

for (const kind of ["click", "change", "keydown", "popstate"])
  globalThis.window?.addEventListener(kind, touch, true);

/** A question to the server, asked in its time and never while the page is run or changed. */
export class Question {
  /** @param {() => void} ask */
  constructor(ask) {
    this.ask = ask;
    this.timer = 0;
  }

  /**
   * Ask it after so many ms, or as soon as may be then; what was to be asked before is not.
   * @param {number} wait
   */
  after(wait) {
    this.stop();
    this.timer = setTimeout(() => (isBusy() ? this.after(SOON) : this.ask()), wait);
  }

  stop() {
    clearTimeout(this.timer);
  }
}

/**
 * Whether the page is being run, or is about to be: a question asked now would bring along what
 * its widgets stood at before, or belong to a page that is left, and undo that run.
 */
function isBusy() {
  const app = document.querySelector('[data-testid="stApp"]');
  const running = app?.getAttribute("data-test-script-state") === "running";
  return running || performance.now() - touched < SETTLES;
}

/**
 * Go to another page of the app in this visit: one step of the browser's history.
 * @param {string} address its path with its choices, from where the app is
 */
export function turnTo(address) {
  history.pushState({}, "", new URL(address, document.baseURI));
  window.dispatchEvent(new PopStateEvent("popstate"));
}
