// The gallery as a component of the page: small pictures, one button a function.

import { component } from "../shared/component.js";
import { sheet } from "../shared/style.js";
import { Gallery } from "./pictures.js";
// All that these need is named too: then one round trip fetches everything.
import "../shared/curve.js";
import "../shared/elements.js";
import "../shared/formula.js";
import "../shared/operations.js";
import "../shared/overflow.js";

const SHEETS = [await sheet(new URL("./gallery.css", import.meta.url))];

export default component(".gallery", SHEETS, (root) => new Gallery(root));
