/** The engine's own curves, the same bits everywhere; leaves get at the engine by its door, which has none. */
export { exp } from "../../engine/math/exp.ts"
export { pow } from "../../engine/math/pow.ts"
