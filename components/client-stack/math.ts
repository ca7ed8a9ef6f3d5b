/** The engine's own power function, the same bits everywhere; leaves get at the engine by its door, which has none. */
export { pow } from "../../engine/math/pow.ts"
