// A logistic regression set by hand as a component of the page.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Logistic } from "./logistic.js";
// All that these need is named too: then one round trip fetches everything.
import "../descent/picture.js";
import "../lens/frame.js";
import "../lens/setting.js";
import "../lens/slider.js";
import "../shared/canvas.js";
import "../shared/elements.js";
import "../shared/numbers.js";
import "../shared/room.js";
import "../shared/scale.js";
import "../shared/wire.js";
import "./arithmetic.js";
import "./hand.js";
import "./plot.js";

const SHEETS = await Promise.all(
  ["../shared/component.css", "./likelihood.css"].map((path) =>
    sheet(new URL(path, import.meta.url)),
  ),
);

export default component(".likelihood", SHEETS, (root) => new Logistic(root));
