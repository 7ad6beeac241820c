// The loss over two weights as a component of the page.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Valley } from "./heat.js";
// All that these need is named too: then one round trip fetches everything.
import "../lens/frame.js";
import "../shared/canvas.js";
import "../shared/elements.js";
import "../shared/motion.js";
import "../shared/numbers.js";
import "../shared/room.js";
import "../shared/scale.js";
import "../shared/ticks.js";
import "../shared/wire.js";
import "../workbench/plane/colours.js";
import "../workbench/plane/contour.js";
import "./ground.js";
import "./legend.js";
import "./picture.js";
import "./player.js";

const SHEETS = await Promise.all(
  ["../shared/component.css", "./descent.css"].map((path) => sheet(new URL(path, import.meta.url))),
);

export default component(".descent", SHEETS, (root) => new Valley(root));
