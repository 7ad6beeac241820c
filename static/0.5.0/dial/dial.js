// The dial as a component of the page, in the workbench's clothes.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Dial } from "./view.js";

const SHEETS = await Promise.all(
  ["../workbench/workbench.css", "./dial.css"].map((path) => sheet(new URL(path, import.meta.url))),
);

export default component(".dial", SHEETS, (root) => new Dial(root));
