/**
 * `node --import <this file>` loads TypeScript as modules of Node's own. Modules that vitest serves look up every
 * import on every use; the simulator takes two to three times as long in them.
 */
import { register } from "node:module"

register(new URL("./typescript-hooks.mjs", import.meta.url))
