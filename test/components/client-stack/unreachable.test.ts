import { expect, it } from "vitest"
import { directPort } from "../../../components/client-stack/direct.ts"
import { policySchema } from "../../../components/client-stack/policy.ts"
import { guardsOf } from "../../../components/client-stack/port/guards.ts"
import { ResilientPort } from "../../../components/client-stack/port/resilient-port.ts"
import type { PortTarget } from "../../../components/client-stack/target.ts"
import { Backends } from "../../../components/kit/balancing/backends.ts"
import { chooserOf } from "../../../components/kit/balancing/strategy.ts"
import { STRATEGIES } from "../../../components/load-balancing/choice.ts"
import {
  createKeyed,
  EdgeMetrics,
  IdealLink,
  OUTCOMES,
  type Port,
  Simulation,
  seedWords,
} from "../../../engine/index.ts"
import { RunMetrics } from "../../../scenarios/run/metrics.ts"
import { SteadyClient } from "../../engine/support/steady-client.ts"

const seed = seedWords("42")

/** A client whose port knows two backends, both down. */
function shutOut(make: (sim: Simulation, target: PortTarget) => Port) {
  const sim = new Simulation()
  const client = new SteadyClient(sim, 0, { calls: 3, everyNs: 1e6 })
  const backends = new Backends([1, 2])
  backends.up.fill(0)
  const strategy = STRATEGIES.get("round-robin")
  if (strategy === undefined) throw new Error("no round robin")
  const chooser = chooserOf(strategy, {}, backends, { seed, instance: "client", target: "a" })
  const edge = new EdgeMetrics()
  client.port = make(sim, { backends, chooser, link: new IdealLink(sim), edge })
  sim.seat([client])
  client.start()
  sim.run(1e9)
  return { sim, client, edge }
}

it.each([
  ["without policies", 3, (sim: Simulation, target: PortTarget) => directPort(sim, 0, target, null)],
  [
    "with retries",
    6,
    (sim: Simulation, target: PortTarget) => {
      const policy = policySchema.parse({ retry: { attemptsMax: 2, backoff: "none" } })
      const guards = guardsOf(
        policy,
        { seed, instance: "client", target: "a" },
        2,
        new RunMetrics(sim.clock).bag("client -> a"),
      )
      return new ResilientPort(sim, 0, target, { policy, guards, backoffs: createKeyed(seed, "client", "backoff") })
    },
  ],
])("no backend up, %s: unreachable", (_, calls, make) => {
  const { sim, client, edge } = shutOut(make)
  expect(client.records.map(({ outcome, latencyNs }) => [outcome, latencyNs])).toEqual([
    ["unreachable", 0],
    ["unreachable", 0],
    ["unreachable", 0],
  ])
  expect([edge.calls, edge.outcomes[OUTCOMES.indexOf("unreachable")]]).toEqual([calls, calls])
  expect(sim.frames.live).toBe(0)
})
