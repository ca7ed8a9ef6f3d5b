import type { Run } from "../../../index.ts"
import { countOf } from "../../scenarios/run/support.ts"
import type { ScriptedCall } from "../support/driver.ts"
import { finished } from "../support/finished.ts"
import { World } from "../support/world.ts"

const MS = 1e6
const api = { kind: "service", operations: { read: [{ work: "1ms" }], write: [{ work: "1ms" }] } }

/** `count` requests to a firewall with these parameters, 10 ms apart. */
export function worldOf(the: object, count: number, call: Partial<ScriptedCall> = {}): World {
  return new World(optionsOf(the, count, call)).start().run()
}

export function optionsOf(the: object, count: number, call: Partial<ScriptedCall> = {}) {
  return {
    components: { api, waf: { kind: "waf", to: "api", ...the } },
    calls: Array.from({ length: count }, (_, index) => ({
      operation: "read",
      to: "waf",
      atNs: index * 10 * MS,
      ...call,
    })),
  }
}

/** 900 requests a second of customers and 100 of robbers for nine seconds, against a firewall of this kind. */
export function mixed(the: object, policies: object = {}, profile?: string): Run {
  const waf = { kind: "waf", to: "api", attackers: ["rob*"], ...the, ...(profile === undefined ? {} : { profile }) }
  return finished({
    components: { customers: { kind: "client" }, robbers: { kind: "client" }, waf, api },
    load: {
      customers: { open: "poisson 900/s", to: "waf.read", bytes: "2kB", keys: "uniform n=100", stopAt: "9s" },
      robbers: { open: "poisson 100/s", to: "waf.read", bytes: "2kB", stopAt: "9s" },
    },
    policies,
  })
}

const NAMES = [
  "inspected",
  "blocked",
  "truePositives",
  "falsePositives",
  "falseNegatives",
  "trueNegatives",
  "detectedOnly",
  "skipped",
] as const

export function countsOf(run: Run): Readonly<Record<(typeof NAMES)[number], number>> {
  const [inspected = 0, blocked = 0, truePositives = 0, falsePositives = 0, ...rest] = NAMES.map((name) =>
    countOf(run, `waf.${name}`),
  )
  const [falseNegatives = 0, trueNegatives = 0, detectedOnly = 0, skipped = 0] = rest
  return {
    inspected,
    blocked,
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives,
    detectedOnly,
    skipped,
  }
}

/** How many answers of each outcome there were. */
export function outcomes(world: World): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { outcome } of world.driver.answers) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
