// A run by its shares of the points as a component of the page.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Shares } from "./shares.js";
// All that these need is named too: then one round trip fetches everything.
import "../descent/picture.js";
import "../lens/frame.js";
import "../shared/canvas.js";
import "../shared/elements.js";
import "../shared/numbers.js";
import "../shared/points.js";
import "../shared/room.js";
import "../shared/scale.js";
import "../shared/ticks.js";
import "../shared/wire.js";
import "../workbench/plane/colours.js";
import "../workbench/plane/contour.js";
import "./plate.js";

const SHEETS = await Promise.all(
  ["../shared/component.css", "./generalisation.css"].map((path) =>
    sheet(new URL(path, import.meta.url)),
  ),
);

export default component(".generalisation", SHEETS, (root) => new Shares(root));
