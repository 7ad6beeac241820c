// Bias and variance as a component of the page.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Twenty } from "./twenty.js";
// All that these need is named too: then one round trip fetches everything.
import "../descent/picture.js";
import "../shared/canvas.js";
import "../shared/elements.js";
import "../shared/points.js";
import "../shared/room.js";
import "../shared/scale.js";
import "../shared/wire.js";
import "../workbench/plane/colours.js";
import "../workbench/plane/contour.js";
import "./plate.js";

const SHEETS = await Promise.all(
  ["../shared/component.css", "./generalisation.css"].map((path) =>
    sheet(new URL(path, import.meta.url)),
  ),
);

export default component(".generalisation", SHEETS, (root) => new Twenty(root));
