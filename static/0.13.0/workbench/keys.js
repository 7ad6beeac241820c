// Keys that steer the run from anywhere on the page where they mean nothing else.

const HELD = 400; // ms in which a key held down is heard once
/** What takes Space, arrows and letters for itself. */
const TAKEN =
  "input, textarea, select, button, summary, a, [contenteditable=true], [role=slider], " +
  "[role=application], [role=combobox], [role=listbox], [role=option], [role=tab], [role=dialog]";

/**
 * What a key on the page asks for, "" where it means something else.
 * @param {KeyboardEvent} event
 * @returns {"toggle" | "step" | "reset" | ""}
 */
export function meant(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return "";
  const [target] = event.composedPath();
  const bar = target instanceof Element && target.closest(".bar .run") !== null;
  const free = !(target instanceof Element) || !target.closest(TAKEN);
  const button = bar && target instanceof HTMLButtonElement; // Space presses it
  if (event.key === " ") return free ? "toggle" : "";
  if (!free && !button) return "";
  if (event.key === "ArrowRight") return "step";
  return event.key.toLowerCase() === "r" ? "reset" : "";
}

/** Listens to the page while it is asked to. */
export class Keys {
  heard = -Infinity; // when a key was heard last

  /** @param {(asked: "toggle" | "step" | "reset") => boolean} act true where something was done */
  constructor(act) {
    this.act = act;
    this.hear = this.hear.bind(this);
  }

  listen() {
    addEventListener("keydown", this.hear);
  }

  stop() {
    removeEventListener("keydown", this.hear);
  }

  /** @param {KeyboardEvent} event */
  hear(event) {
    const asked = meant(event);
    if (!asked) return;
    const now = performance.now();
    const again = event.repeat && now - this.heard < HELD;
    if (!again && !this.act(asked)) return;
    if (!again) this.heard = now;
    event.preventDefault(); // the page stays where it is
  }
}
