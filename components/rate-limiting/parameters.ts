import { count, duration, rate } from "../kit/schema.ts"

/** What several limiters are told, in the same words. */
export const limitRate = () => rate({ min: "1/d", max: "1000000000/s" })

/** Requests in a window. */
export const limitCount = () => count().min(1).max(1_000_000_000)

/** Length of a window. */
export const windowLength = () => duration({ min: "1ms" })

/** Windows of the clock do not begin with the first request. */
export const clockAtStart = () =>
  duration().prefault("0s").describe("What the clock shows when the run starts, since a window began there")
