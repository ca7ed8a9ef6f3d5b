import type { Run } from "../../../index.ts"
import { countOf } from "../../scenarios/run/support.ts"
import { finished } from "../support/finished.ts"
import { World, type WorldOptions } from "../support/world.ts"

const site = { kind: "service", operations: { page: [{ work: "1ms" }] } }

export interface Ask {
  readonly atMs: number
  readonly key?: number
  readonly bytes?: number
}

/** Requests to a shield, all of an attacker's, which drops them all once it has found them too many. */
export function estate(the: object, asks: readonly Ask[]): WorldOptions {
  const strict = { attackers: ["driver"], confirm: "0s", scrubs: "100%", requestsAbove: "10/s" }
  return {
    components: { shield: { kind: "ddos-protection", to: "site", ...strict, ...the }, site },
    calls: asks.map(({ atMs, ...rest }) => ({ atNs: atMs * 1e6, to: "shield", operation: "page", ...rest })),
  }
}

export function run(the: object, asks: readonly Ask[]): World {
  return new World(estate(the, asks)).start().run()
}

/** One each `stepMs`, from `fromMs` to before `toMs`. */
export function steady(fromMs: number, toMs: number, stepMs: number, more: Omit<Ask, "atMs"> = {}): readonly Ask[] {
  const count = Math.ceil((toMs - fromMs) / stepMs)
  return Array.from({ length: count }, (_, index) => ({ atMs: fromMs + index * stepMs, ...more }))
}

/** Spans of time in ms in which every request was dropped: the first and the last of each row. */
export function dropped(world: World): readonly (readonly [firstMs: number, lastMs: number])[] {
  const rows: [number, number][] = []
  let open = false
  for (const { outcome, startedNs } of [...world.driver.answers].sort((left, right) => left.call - right.call)) {
    const isDropped = outcome !== "ok"
    const last = rows.at(-1)
    if (isDropped && open && last !== undefined) last[1] = startedNs / 1e6
    else if (isDropped) rows.push([startedNs / 1e6, startedNs / 1e6])
    open = isDropped
  }
  return rows
}

/** Half a minute of 100 readers a second, and 1,000 requests a second of bots from 5 s to 15 s. */
export function flooded(the: object): Run {
  const shield = { kind: "ddos-protection", to: "site", attackers: ["bot-*"], ...the }
  return finished({
    run: { duration: "30s" },
    components: { readers: { kind: "client" }, "bot-net": { kind: "client" }, shield, site },
    load: {
      readers: { open: "poisson 100/s", to: "shield", keys: "uniform n=1000", bytes: "4kB" },
      "bot-net": {
        open: "poisson 1000/s",
        to: "shield",
        startAt: "5s",
        stopAt: "15s",
        keys: "uniform n=20",
        bytes: "4kB",
      },
    },
  })
}

export function share(run: Run, part: string, of: string): number {
  return countOf(run, part) / countOf(run, of)
}
