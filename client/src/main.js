// The global `Lona`. Loaded as classic script (bundled) or as module (while debugging); loading it
// twice keeps the first, because widgets and frontends may have registered themselves there.

import { create_lona } from "./create_lona.js";

const global = /** @type {any} */ (globalThis);

global.Lona ??= create_lona(global);

/** The global `Lona`. */
export const Lona = global.Lona;
