// A race of networks as a component of the page.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { View } from "./view.js";
// All that these need is named too: then one round trip fetches everything.
import "../descent/picture.js";
import "../generalisation/plate.js";
import "../lens/frame.js";
import "../shared/canvas.js";
import "../shared/elements.js";
import "../shared/glossary.js";
import "../shared/motion.js";
import "../shared/numbers.js";
import "../shared/page.js";
import "../shared/points.js";
import "../shared/room.js";
import "../shared/scale.js";
import "../shared/ticks.js";
import "../shared/wire.js";
import "../workbench/plane/colours.js";
import "../workbench/plane/contour.js";
import "./curves.js";
import "./plates.js";
import "./rows.js";
import "./strip.js";

const SHEETS = await Promise.all(
  ["../shared/component.css", "./race.css"].map((path) => sheet(new URL(path, import.meta.url))),
);

export default component(".race", SHEETS, (root) => new View(root));
