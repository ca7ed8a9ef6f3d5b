import { describe, expect, it } from "vitest"
import { loadBalancer } from "../../../components/load-balancing/component/index.ts"
import { outcomeNumber } from "../../../engine/index.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { planOf } from "../../scenarios/run/support.ts"
import { arrivalsFrom, sharesOf } from "../client-stack/support/arrivals.ts"

const NAMES = loadBalancer.profiles.map(({ profile }) => profile)
const REPLICAS = 4

/** Three callers, a connection each, before a balancer of four replicas, the first of which fails in some way. */
function runOf(profile: string, fault: "crash" | "pause" | undefined, service: object = {}): Run {
  const plan = planOf({
    run: { duration: "200s" },
    components: {
      app: { kind: "client", replicas: 3 },
      lb: { kind: "load-balancer", to: "api", profile },
      api: { kind: "service", replicas: REPLICAS, operations: { get: [{ work: "1ms" }] }, ...service },
    },
    load: { app: { open: "constant 20/s", to: "lb" } },
    links: { "app -> lb": { connections: { max: 1, streams: 1000 } } },
    policies: { "lb -> api": { timeout: "500ms" } },
    faults: fault === undefined ? [] : [{ at: "40s", for: "1h", do: fault, target: "api[0]" }],
  })
  return new Run(plan, { seed: "3" })
}

/** Share of requests that failed from one second to another. */
function failing(run: Run, fromS: number, toS: number): number {
  const at = (seconds: number) => {
    run.advance(seconds * 1e9)
    const edge = run.estate.ports.edges.get("app -> lb")
    return { all: edge?.calls ?? 0, ok: edge?.outcomes[outcomeNumber("ok")] ?? 0 }
  }
  const [before, after] = [at(fromS), at(toS)]
  return 1 - (after.ok - before.ok) / (after.all - before.all)
}

/** What a caller sees of each: requests that fail soon after a crash, late after it, and late after a hang. */
function behaviour(profile: string) {
  const crash = runOf(profile, "crash")
  const hang = runOf(profile, "pause")
  return { soon: failing(crash, 40, 44), late: failing(crash, 120, 180), hung: failing(hang, 120, 180) }
}

describe("profiles of the load balancer", () => {
  const seen = new Map(NAMES.map((profile) => [profile, behaviour(profile)] as const))
  const of = (profile: string) => seen.get(profile) ?? { soon: Number.NaN, late: Number.NaN, hung: Number.NaN }

  it.each([
    // a refused connection is tried on another server; a hang looks well to a check that only connects: a quarter fails
    { profile: "haproxy-3", soon: 0, late: 0, hung: 0.25 },
    // a refusal and a timeout are both tried on the next server
    { profile: "nginx-1.31", soon: 0, late: 0, hung: 0 },
    // nobody is checked and nothing tried again: a quarter fails for good
    { profile: "envoy-1.31", soon: 0.25, late: 0.25, hung: 0.25 },
    // a quarter fails until two checks 30 s apart have; an HTTP check finds the hang as well
    { profile: "aws-alb", soon: 0.25, late: 0, hung: 0 },
  ])("$profile lets $soon, $late and $hung of the requests fail", ({ profile, soon, late, hung }) => {
    expect(of(profile).soon).toBeCloseTo(soon, 1)
    expect(of(profile).late).toBeCloseTo(late, 2)
    expect(of(profile).hung).toBeCloseTo(hung, 1)
  })

  it("tell the one for connections by what its three callers reach", () => {
    const reached = (profile: string) =>
      arrivalsFrom(runOf(profile, undefined), "api", 31, 35).filter((count) => count > 4)
    for (const profile of NAMES) {
      // three connections reach three replicas at most; requests in turn reach all
      if (profile === "aws-nlb") expect(reached(profile).length).toBeLessThan(REPLICAS)
      else expect(reached(profile)).toHaveLength(REPLICAS)
    }
  })

  it("heed weights, but for AWS's", () => {
    const weighed = (profile: string) =>
      sharesOf(arrivalsFrom(runOf(profile, undefined, { weights: [5, 1, 1, 1] }), "api", 31, 51))[0] ?? 0
    for (const profile of ["envoy-1.31", "haproxy-3", "nginx-1.31"]) expect(weighed(profile)).toBeCloseTo(5 / 8, 1)
    expect(weighed("aws-alb")).toBeCloseTo(1 / 4, 1)
  })
})
