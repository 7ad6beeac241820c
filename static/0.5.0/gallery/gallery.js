// The gallery of small pictures: builds one button a function, once; a press reports its key.

import { dress, sheet } from "../shared/style.js";

const SHEETS = [await sheet(new URL("./gallery.css", import.meta.url))];
const SVG = "http://www.w3.org/2000/svg";

function svgElement(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function picture(item, [left, low, right, high]) {
  const svg = svgElement("svg", {
    viewBox: `${left} ${-high} ${right - left} ${high - low}`,
    "aria-hidden": "true",
  });
  const upright = svgElement("g", { transform: "scale(1 -1)" });
  upright.append(
    svgElement("path", { class: "zero", d: `M${left} 0H${right}M0 ${low}V${high}` }),
    svgElement("path", { class: "slope", d: item.slope }),
    svgElement("path", { class: "value", d: item.value }),
  );
  svg.append(upright);
  return svg;
}

export function button(item, frame) {
  const element = document.createElement("button");
  element.type = "button";
  element.dataset.key = item.key;
  element.setAttribute("aria-label", `Open ${item.label}`);
  const label = document.createElement("span");
  label.textContent = item.label;
  element.append(picture(item, frame), label);
  return element;
}

function family(group, frame) {
  const section = document.createElement("section");
  const heading = document.createElement("h4");
  heading.textContent = group.name;
  const grid = document.createElement("div");
  grid.className = "grid";
  grid.append(...group.functions.map((item) => button(item, frame)));
  section.append(heading, grid);
  return section;
}

function reveal(selector, fromKeyboard) {
  const target = document.querySelector(selector);
  if (!target) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.style.scrollMarginTop = "4.5rem";
  target.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
  if (fromKeyboard) target.querySelector("[role=tab]")?.focus({ preventScroll: true });
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".gallery");
  if (!root.childElementCount) {
    dress(parentElement, SHEETS);
    root.style.setProperty("--value", data.colors.value);
    root.style.setProperty("--slope", data.colors.slope);
    root.append(...data.families.map((group) => family(group, data.window)));
  }
  root.onclick = (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    setTriggerValue("open", pressed.dataset.key);
    reveal(data.scroll, event.detail === 0);
  };
}
