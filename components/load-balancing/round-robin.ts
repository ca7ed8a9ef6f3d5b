import * as z from "zod"
import { defineStrategy } from "../kit/balancing/strategy.ts"

/** Gives each backend its turn. Blind to how busy or slow a backend is. */
export const roundRobin = defineStrategy({
  kind: "round-robin",
  title: "Round robin",
  summary: "Each backend in turn.",
  sources: ["nginx 1.31, ngx_http_upstream_round_robin.c (equal weights)"],
  params: z.strictObject({}),
  presets: {},
  state: () => ({ next: 0 }),
  pick: ({ state }, backends) => {
    const count = backends.length
    let index = state.next
    for (let tried = 0; tried < count; tried++) {
      if (index >= count) index = 0
      if (backends.isUp(index)) {
        state.next = index + 1
        return index
      }
      index++
    }
    return -1
  },
})
