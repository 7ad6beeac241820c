// The dial as a component of the page, in the workbench's clothes.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Dial } from "./view.js";
// All that these need is named too: then one round trip fetches everything.
import "../shared/activation.js";
import "../shared/canvas.js";
import "../shared/elements.js";
import "../shared/features.js";
import "../shared/formula.js";
import "../shared/later.js";
import "../shared/measures.js";
import "../shared/motion.js";
import "../shared/network.js";
import "../shared/numbers.js";
import "../shared/operations.js";
import "../shared/overflow.js";
import "../shared/room.js";
import "../shared/scale.js";
import "../shared/settings.js";
import "../shared/table.js";
import "../shared/wire.js";
import "../workbench/measures/principal.js";
import "../workbench/measures/values.js";
import "../workbench/plane/colours.js";
import "../workbench/plane/contour.js";
import "../workbench/plane/curve.js";
import "../workbench/plane/mesh.js";
import "../workbench/plane/points.js";
import "../workbench/plane/shading.js";
import "../workbench/problem.js";
import "../workbench/views/probability.js";
import "../workbench/views/warped.js";
import "../workbench/warp/answers.js";
import "../workbench/warp/lines.js";
import "../workbench/warp/morph.js";
import "../workbench/warp/stages.js";
import "../workbench/warp/turn.js";
import "./curve.js";
import "./marks.js";

const SHEETS = await Promise.all(
  ["../shared/component.css", "../workbench/workbench.css", "./dial.css"].map((path) =>
    sheet(new URL(path, import.meta.url)),
  ),
);

export default component(".dial", SHEETS, (root) => new Dial(root));
