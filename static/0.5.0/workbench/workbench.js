// The workbench as a component of the page: one player for each place it is mounted at.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Player } from "./player.js";

const SHEETS = await Promise.all(
  ["./workbench.css", "./drawing/drawing.css"].map((path) => sheet(new URL(path, import.meta.url))),
);

export default component(".player", SHEETS, (root) => Player.back(root) ?? new Player(root));
