// A trainability map as a component of the page.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Atlas } from "./atlas.js";
// All that these need is named too: then one round trip fetches everything.
import "../descent/picture.js";
import "../kept/files.js";
import "../shared/canvas.js";
import "../shared/elements.js";
import "../shared/motion.js";
import "../shared/numbers.js";
import "../shared/page.js";
import "../shared/room.js";
import "../shared/scale.js";
import "../shared/ticks.js";
import "../shared/wire.js";
import "../workbench/plane/colours.js";
import "./backdrop.js";
import "./chart.js";
import "./ink.js";
import "./panel.js";
import "./pixels.js";
import "./scale.js";
import "./takeaway.js";

const SHEETS = await Promise.all(
  ["../shared/component.css", "./map.css"].map((path) => sheet(new URL(path, import.meta.url))),
);

export default component(".map", SHEETS, (root) => new Atlas(root));
