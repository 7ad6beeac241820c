// The lens as a component of the page: a function's curve, its sliders, its card, what it does.
import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Lens } from "./view.js";
// All that these need is named too: then one round trip fetches everything.
import "../shared/canvas.js";
import "../shared/curve.js";
import "../shared/elements.js";
import "../shared/formula.js";
import "../shared/numbers.js";
import "../shared/operations.js";
import "../shared/overflow.js";
import "../shared/room.js";
import "../shared/scale.js";
import "../shared/steps.js";
import "../shared/ticks.js";
import "../shared/wire.js";
import "./card.js";
import "./curve.js";
import "./data.js";
import "./distribution.js";
import "./frame.js";
import "./guest.js";
import "./marks.js";
import "./names.js";
import "./parameters.js";
import "./plane.js";
import "./setting.js";
import "./slider.js";
import "./tangent.js";

const SHEETS = await Promise.all(
  ["../shared/component.css", "./lens.css"].map((path) => sheet(new URL(path, import.meta.url))),
);

export default component(".lens", SHEETS, (root) => new Lens(root));
