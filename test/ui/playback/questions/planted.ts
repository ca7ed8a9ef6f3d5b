import { SpanRecorder } from "../../../../engine/index.ts"
import { Run } from "../../../../scenarios/run/run.ts"
import { Playback } from "../../../../ui/playback/playback.ts"
import { type Cause, type Facts, factsOf } from "../../../../ui/playback/questions/index.ts"
import type { Document } from "../../../scenarios/run/support.ts"
import { planOf } from "../../../scenarios/run/support.ts"
import { numbers } from "../support.ts"

/** A small estate with one thing wrong in it. */
export interface Planted {
  readonly what: string
  readonly document: Document
  /** Whether the faults that struck are known, as the timeline marks them. */
  readonly isTold?: boolean
  /** Whether a cause is the one that was planted. */
  readonly isIt: (cause: Cause, played: Played) => boolean
}

export interface Played {
  readonly playback: Playback
  readonly facts: Facts
  readonly endNs: number
}

/** Numbers to make an estate of, drawn from a seed. */
class Dice {
  private readonly drawn: readonly number[]
  private next = 0

  constructor(seed: number) {
    this.drawn = numbers(seed * 7_919 + 17, 40, 1e6).slice(8)
  }

  /** From `low` to `high`, a whole number. */
  whole(low: number, high: number): number {
    const share = (this.drawn[this.next++ % this.drawn.length] ?? 0) / 1e6
    return low + Math.floor(share * (high - low + 1))
  }
}

/** Clients, a balancer, replicas of a service, which asks another with replicas and a database. */
function estate(dice: Dice): {
  document: { components: Record<string, Record<string, unknown>> } & Record<string, unknown>
  replicas: { web: number; auth: number }
} {
  const replicas = { web: dice.whole(2, 4), auth: dice.whole(2, 4) }
  const webMs = dice.whole(2, 6)
  const authMs = dice.whole(1, 4)
  const databaseMs = dice.whole(2, 5)
  const rate = dice.whole(110, 170)
  const pages = [{ work: `exponential ${webMs}ms` }, { call: "auth.check" }, { call: "pg.read" }]
  const document = {
    run: { duration: "8s" },
    components: {
      shop: { kind: "client" },
      balancer: { kind: "load-balancer", to: "web", strategy: dice.whole(0, 1) === 0 ? "round-robin" : "random" },
      web: { kind: "service", replicas: replicas.web, concurrency: 8, operations: { page: pages } },
      auth: {
        kind: "service",
        replicas: replicas.auth,
        concurrency: 4,
        operations: { check: [{ work: `exponential ${authMs}ms` }] },
      },
      pg: { kind: "database", pool: 8, operations: { read: [{ work: `exponential ${databaseMs}ms` }] } },
    },
    load: { shop: { open: `poisson ${rate}/s`, to: "balancer" } },
    links: { "web -> pg": { latency: "1ms" }, "web -> auth": { latency: "500us" } },
  }
  return { document, replicas }
}

type Plant = (dice: Dice) => Planted

const actorOf = ({ playback }: Played, name: string) => playback.recording.actors.indexOf(name)
const componentOf = ({ playback }: Played, name: string) => playback.components.names.indexOf(name)

/** A replica that does everything several times as slowly, all the time. */
const slowReplica: Plant = (dice) => {
  const { document, replicas } = estate(dice)
  const tier = dice.whole(0, 1) === 0 ? "web" : "auth"
  const slow = dice.whole(0, replicas[tier] - 1)
  const speeds = Array.from({ length: replicas[tier] }, (_, replica) => (replica === slow ? 1 / dice.whole(5, 8) : 1))
  const tiers = { ...document.components, [tier]: { ...document.components[tier], speeds } }
  return {
    what: `slow ${tier}[${slow}]`,
    document: { ...document, components: tiers },
    isIt: ({ actor }, played) => actor === actorOf(played, `${tier}[${slow}]`),
  }
}

/** Something that goes wrong for a while. Where nobody says that it did, `isPlace` is the answer. */
function broken(
  dice: Dice,
  fault: { readonly do: string; readonly target: string; readonly amount?: unknown },
  isPlace: Planted["isIt"],
  policies = {},
): Planted {
  const at = dice.whole(2, 4)
  const lasts = dice.whole(1, 2)
  const isTold = dice.whole(0, 1) === 0
  const { document } = estate(dice)
  return {
    what: `${fault.do} ${fault.target}${isTold ? "" : " (untold)"}`,
    document: { ...document, policies, faults: [{ ...fault, at: `${at}s`, for: `${lasts}s` }] },
    isTold,
    isIt: (cause, played) => (isTold && cause.fault === 0) || isPlace(cause, played),
  }
}

/** Causes that name the replica. */
const at =
  (name: string): Planted["isIt"] =>
  ({ actor }, played) =>
    actor === actorOf(played, name)

const crash: Plant = (dice) =>
  broken(dice, { do: "crash", target: "auth[1]" }, at("auth[1]"), {
    "web -> auth": { timeout: "60ms", retry: { attemptsMax: 3, backoff: "fixed 30ms" } },
  })

const pause: Plant = (dice) => broken(dice, { do: "pause", target: "web[0]" }, at("web[0]"))

const slowLink: Plant = (dice) => {
  const callee = dice.whole(0, 1) === 0 ? "pg" : "auth"
  const amount = `${dice.whole(25, 60)}ms`
  return broken(dice, { do: "delay", target: `web -> ${callee}`, amount }, ({ kind, component, text }, played) => {
    return kind === "segment" && component === componentOf(played, callee) && text.includes("network")
  })
}

const slowDatabase: Plant = (dice) =>
  broken(dice, { do: "slow", target: "pg", amount: dice.whole(6, 9) }, ({ kind, component }, played) => {
    return kind === "segment" && component === componentOf(played, "pg")
  })

const lossyLink: Plant = (dice) => {
  const policies = { "web -> pg": { timeout: "80ms", retry: { attemptsMax: 3, backoff: "fixed 10ms" } } }
  const isLoss: Planted["isIt"] = ({ component, text }, played) =>
    component === componentOf(played, "pg") && /timeout|in vain|tried again/.test(text)
  return broken(dice, { do: "lose", target: "web -> pg", amount: "15%" }, isLoss, policies)
}

/** A pool that is nearly always in use. */
const fullPool: Plant = (dice) => {
  const { document } = estate(dice)
  const pool = dice.whole(1, 3)
  // Of 140 requests a second each holds one of them so long that 85 to 95 % are in use.
  const load = { shop: { open: "poisson 140/s", to: "balancer" } }
  const workUs = Math.round((pool / 140) * 1e6 * (dice.whole(85, 95) / 100))
  const pg = { kind: "database", pool, operations: { read: [{ work: `exponential ${workUs}us` }] } }
  return {
    what: `full pool of ${pool}`,
    document: { ...document, load, components: { ...document.components, pg } },
    isIt: ({ kind, component, text }, played) =>
      kind === "segment" && component === componentOf(played, "pg") && text.includes("waiting for a connection"),
  }
}

/** One operation of two asks the database for much more. */
const slowOperation: Plant = (dice) => {
  const { document } = estate(dice)
  const { web, pg } = document.components
  const pages = web?.operations as Record<string, readonly unknown[]>
  const report = [{ call: "auth.check" }, { call: "pg.sum" }]
  const reads = { ...(pg?.operations as object), sum: [{ work: `exponential ${dice.whole(40, 80)}ms` }] }
  const components = {
    ...document.components,
    web: { ...web, operations: { ...pages, report } },
    pg: { ...pg, pool: 32, operations: reads },
  }
  const mix = { page: { share: "93%", path: "/page" }, report: { share: "7%", path: "/report" } }
  const routes = [
    { prefix: "/page", to: "web.page" },
    { prefix: "/report", to: "web.report" },
  ]
  const load = { shop: { open: "poisson 140/s", to: "balancer", mix } }
  const balancer = { kind: "gateway", routes }
  return {
    what: "slow operation",
    document: { ...document, components: { ...components, balancer }, load },
    isIt: ({ kind, text }) => kind === "operation" && /report|sum/.test(text),
  }
}

const PLANTS: readonly Plant[] = [slowReplica, crash, pause, slowLink, slowDatabase, lossyLink, fullPool, slowOperation]

/** The scenario with this number: each kind in turn, every one another estate. */
export function planted(number: number): Planted {
  const plant = PLANTS[number % PLANTS.length] ?? slowReplica
  return plant(new Dice(number))
}

/** Runs it with every request recorded, and says what was broken when. */
export function play({ document, isTold = true }: Planted, seed: string): Played {
  const recorder = new SpanRecorder({ level: "spans" })
  const run = new Run(planOf(document), { recorder, seed })
  run.advance()
  const { instances, operations } = run.estate
  const actors = instances.map(({ name }) => name)
  const playback = new Playback({ spans: recorder.spans, events: recorder.events, actors })
  const names = Array.from({ length: operations.count }, (_, number) => operations.nameOf(number))
  const edges = ["balancer", "web", "auth", "pg"].map((to) => ({ to }))
  const marks = run.plan.faults.map(({ verb, target, timing }) => {
    const fromNs = timing.kind === "timed" ? timing.atNs : 0
    const toNs = timing.kind === "timed" ? timing.atNs + timing.forNs : 0
    const place =
      target.kind === "link"
        ? `${target.from} -> ${target.to}`
        : target.kind === "zone"
          ? target.zone
          : `${target.pattern}${target.replica === undefined ? "" : `[${target.replica}]`}`
    return { kind: "fault", label: `${verb} of ${place}`, targets: [place], fromNs, toNs }
  })
  const facts = factsOf(playback.components, { nodes: [], edges, actors, operations: names }, isTold ? marks : [])
  return { playback, facts, endNs: run.nowNs }
}
