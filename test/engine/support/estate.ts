import { seedWords } from "../../../engine/chance/seed.ts"
import { FaultActor } from "../../../engine/faults/fault-actor.ts"
import type { FaultPlan } from "../../../engine/faults/plan.ts"
import { Simulation } from "../../../engine/kernel/simulation.ts"
import { NetworkLink } from "../../../engine/links/network-link.ts"
import type { NetworkLinkOptions } from "../../../engine/links/options.ts"
import { DirectPort } from "./direct-port.ts"
import { EchoActor } from "./echo-actor.ts"
import { restoreKernel, saveKernel } from "./kernel-state.ts"
import { SteadyClient } from "./steady-client.ts"

export const CLIENT = 0
export const ECHO = 1
const FAULTS = 2
/** Indices of the estate's fault targets. */
export const TARGET_ECHO = 0
export const TARGET_LINK = 1
/** Long after all calls of a test have ended: 11 days. */
export const END_NS = 1e15

export interface EstateOptions {
  readonly seed?: string
  readonly link?: NetworkLinkOptions
  readonly calls?: number
  readonly everyNs?: number
  readonly bytes?: number
  readonly serviceNs?: number
  readonly timeoutNs?: number
  readonly cancels?: boolean
  readonly faults?: readonly FaultPlan[]
  /** What conditional faults look at. */
  readonly probes?: (estate: { readonly client: SteadyClient; readonly echo: EchoActor }) => readonly (() => number)[]
}

/** A client that calls an echo over one link, with a schedule of faults on both. Nothing has happened yet. */
export function buildEstate(options: EstateOptions = {}) {
  const simulation = new Simulation()
  const seed = seedWords(options.seed ?? "42")
  const client = new SteadyClient(simulation, CLIENT, {
    calls: options.calls ?? 1,
    everyNs: options.everyNs ?? 1e6,
    bytes: options.bytes ?? 0,
  })
  const echo = new EchoActor(simulation, ECHO, options.serviceNs ?? 0)
  const link = new NetworkLink(simulation, { seed, name: "client -> echo" }, options.link ?? {})
  const port = new DirectPort(simulation, CLIENT, ECHO, {
    link,
    timeoutNs: options.timeoutNs ?? Infinity,
    cancels: options.cancels ?? true,
  })
  client.port = port
  const faults = new FaultActor(simulation, FAULTS, options.faults ?? [], {
    seed,
    targets: [
      { name: "echo", receiver: echo },
      { name: "client -> echo", receiver: link },
    ],
    probes: options.probes?.({ client, echo }) ?? [],
  })
  simulation.seat([client, echo, faults])
  return { simulation, client, echo, link, port, faults }
}

export type Estate = ReturnType<typeof buildEstate>

export function startEstate(options: EstateOptions = {}): Estate {
  const estate = buildEstate(options)
  estate.faults.start()
  estate.client.start()
  return estate
}

/** Runs an estate until nothing is pending, or to the end of time where faults go on for ever. */
export function runEstate(options: EstateOptions = {}, untilNs: number = END_NS): Estate {
  const estate = startEstate(options)
  estate.simulation.run(untilNs)
  return estate
}

export function saveEstate({ simulation, client, echo, link, faults }: Estate) {
  return structuredClone({
    kernel: saveKernel(simulation),
    client: client.snapshot(),
    echo: echo.snapshot(),
    link: link.snapshot(),
    faults: faults.snapshot(),
  })
}

/** Puts a saved state into an estate that was built from the same options and not started. */
export function restoreEstate(estate: Estate, saved: ReturnType<typeof saveEstate>): void {
  restoreKernel(estate.simulation, saved.kernel)
  estate.client.restore(saved.client)
  estate.echo.restore(saved.echo)
  estate.link.restore(saved.link)
  estate.faults.restore(saved.faults)
}

/** All that a run can be told apart by. */
export function traceOf({ simulation, client, echo, link, faults }: Estate) {
  return {
    digest: simulation.digest.toText(),
    live: simulation.frames.live,
    records: client.records,
    arrivals: echo.arrivals,
    counts: link.counts(),
    faults: faults.log.entries,
  }
}
