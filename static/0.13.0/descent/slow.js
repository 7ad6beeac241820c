// One training step in slow motion as a component of the page.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Motion } from "./motion.js";
// All that these need is named too: then one round trip fetches everything.
import "../shared/elements.js";
import "../shared/motion.js";
import "../shared/numbers.js";
import "../shared/room.js";
import "../shared/scale.js";
import "../shared/wire.js";
import "./drawing.js";
import "./phases.js";
import "./picture.js";
import "./rule.js";

const SHEETS = await Promise.all(
  ["../shared/component.css", "./descent.css", "./motion.css"].map((path) =>
    sheet(new URL(path, import.meta.url)),
  ),
);

export default component(".descent", SHEETS, (root) => new Motion(root));
