// The client as ES module: runs the classic script and exports what that made.
import "./lona.bundle.js";

export const Lona = globalThis.Lona;
