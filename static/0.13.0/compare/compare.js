// Several functions on the same axes as a component of the page.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Compare } from "./view.js";
// All that these need is named too: then one round trip fetches everything.
import "../lens/frame.js";
import "../lens/names.js";
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
import "../shared/wire.js";
import "./panel.js";

const SHEETS = await Promise.all(
  ["../shared/component.css", "./compare.css"].map((path) => sheet(new URL(path, import.meta.url))),
);

export default component(".compare", SHEETS, (root) => new Compare(root));
