// The lens as a component of the page: a function's curve, its sliders, its card, what it does.
import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Lens } from "./view.js";

const SHEETS = [await sheet(new URL("./lens.css", import.meta.url))];

export default component(".lens", SHEETS, (root) => new Lens(root));
