import { directPort } from "../../components/client-stack/direct.ts"
import { Backends } from "../../components/kit/balancing/backends.ts"
import { chooserOf } from "../../components/kit/balancing/strategy.ts"
import { serverMetrics } from "../../components/kit/server.ts"
import { roundRobin } from "../../components/load-balancing/round-robin.ts"
import {
  createKeyed,
  type DistributionSpec,
  EdgeMetrics,
  type Extension,
  FOUND,
  type Frame,
  type KeyedStream,
  NetworkLink,
  OPEN_ADMISSION,
  type Port,
  ProgramBuilder,
  type Recorder,
  ROOT,
  type SeedWords,
  Server,
  Simulation,
  type Step,
  seedWords,
  uniform01,
  VISIT,
} from "../../engine/index.ts"
import { RunMetrics } from "../../scenarios/run/metrics.ts"
import { Source } from "../chain/source.ts"
import { CALLS } from "./model.ts"

/** Actors by the order of their names. */
const CACHE = 0
const CLIENT = 1
const DATABASE = 2
const GATEWAY = 3
const SERVICE = 4

/** The stub: finds what it is asked for by the toss of a coin, where a real cache has keys. */
class CoinCache implements Extension {
  private readonly sim: Simulation
  private readonly hits: KeyedStream

  constructor(sim: Simulation, seed: SeedWords) {
    this.sim = sim
    this.hits = createKeyed(seed, "cache", "hit")
  }

  run(frame: Frame): number {
    const { frames } = this.sim
    this.hits.at(frames.int(frame, ROOT), frames.int(frame, VISIT))
    if (uniform01(this.hits.a, this.hits.b) < CALLS.hitShare) frames.raise(frame, FOUND)
    return -1
  }

  wipe(): void {
    // It holds nothing.
  }

  snapshot(): null {
    return null
  }

  restore(): void {
    // It has no state.
  }
}

/** The `calls` bench in ordinary parts: ports with time limits, servers with programs, measures, digest, invariants. */
export function callsOfOurs(
  seedText: string,
  recorder?: Recorder,
): { readonly sim: Simulation; readonly source: Source } {
  const seed = seedWords(seedText)
  const sim = new Simulation(recorder === undefined ? {} : { recorder })
  const metrics = new RunMetrics(sim.clock)
  const port = (
    caller: string,
    self: number,
    callee: { readonly name: string; readonly actor: number; readonly limitNs: number },
  ) => {
    const backends = new Backends([callee.actor])
    const name = { seed, instance: caller, target: callee.name }
    const target = {
      backends,
      chooser: chooserOf(roundRobin, {}, backends, name),
      link: new NetworkLink(sim, { seed, name: `${caller} -> ${callee.name}` }, {}),
      edge: new EdgeMetrics(),
    }
    return directPort(sim, self, target, { timeoutNs: callee.limitNs, deadlineNs: Infinity, cancels: false })
  }
  const server = (
    name: string,
    self: number,
    parts: {
      readonly slots: number
      readonly steps: readonly Step[]
      readonly ports?: readonly Port[]
      readonly extension?: Extension
    },
  ) =>
    new Server(sim, self, {
      program: new ProgramBuilder(seed, name, 1).add(0, "serve", parts.steps).build(),
      admission: { ...OPEN_ADMISSION, slots: parts.slots },
      metrics: serverMetrics(metrics.bag(name), false),
      ports: parts.ports ?? [],
      processor: null,
      extension: parts.extension ?? null,
      forwards: null,
      locks: false,
      contention: null,
      speed: 1,
    })
  const [toGateway, toService, toCache, toDatabase] = CALLS.timeoutsNs
  const call = (callee: string, index: number) => ({
    port: index,
    operation: 0,
    name: `${callee}.serve`,
    release: true,
  })
  const entrance = port("client", CLIENT, { name: "gateway", actor: GATEWAY, limitNs: toGateway })
  const latency = metrics.bag("client").latency("latency")
  const gap: DistributionSpec = { kind: "exponential", mean: CALLS.gapNs }
  const source = new Source(sim, CLIENT, { seed, name: "client", gap, port: entrance, latency })
  const gateway = server("gateway", GATEWAY, {
    slots: 4,
    steps: [
      { do: "work", time: CALLS.gateway },
      { do: "call", ...call("service", 0) },
    ],
    ports: [port("gateway", GATEWAY, { name: "service", actor: SERVICE, limitNs: toService })],
  })
  const load: readonly Step[] = [{ do: "call", ...call("database", 1) }]
  const service = server("service", SERVICE, {
    slots: 16,
    steps: [
      { do: "work", time: CALLS.service },
      { do: "cache-aside", get: call("cache", 0), set: null, load },
    ],
    ports: [
      port("service", SERVICE, { name: "cache", actor: CACHE, limitNs: toCache }),
      port("service", SERVICE, { name: "database", actor: DATABASE, limitNs: toDatabase }),
    ],
  })
  const steps: readonly Step[] = [
    { do: "work", time: CALLS.cache },
    { do: "extend", argument: 0 },
  ]
  const cache = server("cache", CACHE, { slots: 1, steps, extension: new CoinCache(sim, seed) })
  const database = server("database", DATABASE, { slots: 8, steps: [{ do: "work", time: CALLS.database }] })
  sim.seat([cache, source, database, gateway, service])
  source.next()
  return { sim, source }
}
