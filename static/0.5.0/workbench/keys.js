// Keys that steer the run from anywhere on the page where they mean nothing else.

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
