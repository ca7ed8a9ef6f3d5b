import { directPort } from "../../components/client-stack/direct.ts"
import { Backends } from "../../components/kit/balancing/backends.ts"
import { chooserOf } from "../../components/kit/balancing/strategy.ts"
import { serverMetrics } from "../../components/kit/server.ts"
import { roundRobin } from "../../components/load-balancing/round-robin.ts"
import {
  checkInvariants,
  EdgeMetrics,
  NetworkLink,
  OPEN_ADMISSION,
  type Port,
  ProgramBuilder,
  type Recorder,
  Server,
  Simulation,
  type Step,
  seedWords,
} from "../../engine/index.ts"
import { RunMetrics } from "../../scenarios/run/metrics.ts"
import type { Outcome } from "../kit/outcome.ts"
import { CHAIN } from "./model.ts"
import { Source } from "./source.ts"

/** Actors by the order of their names. */
const BALANCER = 0
const DATABASE = 1
const SHOP = 2
const SERVICE = 3

/** A recorder is given the record of the run; without one nothing is recorded. */
export function ourChain(seedText: string, untilNs: number, recorder?: Recorder): Outcome {
  const seed = seedWords(seedText)
  const sim = new Simulation(recorder === undefined ? {} : { recorder })
  const metrics = new RunMetrics(sim.clock)
  const port = (caller: string, self: number, target: string, actors: readonly number[]) => {
    const backends = new Backends(actors)
    const destination = {
      backends,
      chooser: chooserOf(roundRobin, {}, backends, { seed, instance: caller, target }),
      link: new NetworkLink(sim, { seed, name: `${caller} -> ${target}` }, {}),
      edge: new EdgeMetrics(),
    }
    return directPort(sim, self, destination, null)
  }
  const server = (name: string, self: number, parts: ServerParts) =>
    new Server(sim, self, {
      program: new ProgramBuilder(seed, name, 1).add(0, "op", parts.steps).build(),
      admission: { ...OPEN_ADMISSION, slots: parts.slots },
      metrics: serverMetrics(metrics.bag(name), false),
      ports: parts.ports,
      processor: null,
      extension: null,
      forwards: null,
      locks: false,
      contention: null,
      speed: 1,
    })
  const services = Array.from({ length: CHAIN.services }, (_, index) => SERVICE + index)
  const entrance = port("shop", SHOP, "lb", [BALANCER])
  const latency = metrics.bag("shop").latency("latency")
  const source = new Source(sim, SHOP, { seed, name: "shop", gap: CHAIN.gap, port: entrance, latency })
  const balancer = server("lb", BALANCER, {
    slots: Number.POSITIVE_INFINITY,
    steps: [{ do: "forward", name: "svc.op" }],
    ports: [port("lb", BALANCER, "svc", services)],
  })
  const database = server("db", DATABASE, {
    slots: CHAIN.databaseSlots,
    steps: [{ do: "work", time: CHAIN.database }],
    ports: [],
  })
  const steps: readonly Step[] = [
    { do: "work", time: CHAIN.service },
    { do: "call", port: 0, operation: 0, name: "db.op" },
  ]
  const replicas = services.map((self, index) =>
    server("svc", self, { slots: CHAIN.serviceSlots, steps, ports: [port(`svc[${index}]`, self, "db", [DATABASE])] }),
  )
  sim.seat([balancer, database, source, ...replicas])
  source.next()
  sim.run(untilNs)
  for (const { name, held, found } of checkInvariants(sim)) if (!held) throw new Error(`chain: ${name}: ${found}`)
  const whole = latency.wholeRun
  return { requests: whole.count, meanNs: whole.mean(), p99Ns: whole.quantile(0.99) }
}

interface ServerParts {
  readonly slots: number
  readonly steps: readonly Step[]
  readonly ports: readonly Port[]
}
