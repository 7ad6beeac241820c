// The workbench as a component of the page: one player for each place it is mounted at.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Player } from "./player.js";
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
import "./axes.js";
import "./bar.js";
import "./bench.js";
import "./drawing/atlas.js";
import "./drawing/drawing.js";
import "./drawing/edges.js";
import "./drawing/heading.js";
import "./drawing/histogram.js";
import "./drawing/inputs.js";
import "./drawing/large.js";
import "./drawing/opened.js";
import "./drawing/parameters.js";
import "./drawing/places.js";
import "./drawing/shape.js";
import "./drawing/stage.js";
import "./drawing/theme.js";
import "./drawing/trace.js";
import "./drawing/traced.js";
import "./drawing/units.js";
import "./drawing/words.js";
import "./ends/ends.js";
import "./ends/index.js";
import "./ends/tested.js";
import "./ends/threshold.js";
import "./film.js";
import "./hand.js";
import "./heads.js";
import "./inbox.js";
import "./keys.js";
import "./layout.js";
import "./lossbar.js";
import "./losses.js";
import "./measures/batch.js";
import "./measures/moment.js";
import "./measures/units.js";
import "./measures/values.js";
import "./orders.js";
import "./overlays.js";
import "./panels.js";
import "./pictures.js";
import "./plane/colours.js";
import "./plane/contour.js";
import "./plane/curve.js";
import "./plane/marks.js";
import "./plane/mesh.js";
import "./plane/points.js";
import "./plane/shading.js";
import "./plane/tint.js";
import "./problem.js";
import "./remote.js";
import "./score.js";
import "./sentences.js";
import "./sketch/cross.js";
import "./sketch/hand.js";
import "./sketch/outbox.js";
import "./sketch/sketch.js";
import "./sketch/sketching.js";
import "./sketch/taken.js";
import "./sketch/tools.js";
import "./timeline.js";
import "./titles.js";
import "./tracing.js";
import "./transport.js";
import "./turns.js";
import "./views/index.js";
import "./views/probability.js";
import "./words.js";

const SHEETS = await Promise.all(
  ["../shared/component.css", "./workbench.css", "./drawing/drawing.css", "./ends/ends.css"].map(
    (path) => sheet(new URL(path, import.meta.url)),
  ),
);

export default component(".player", SHEETS, (root) => Player.back(root) ?? new Player(root));
