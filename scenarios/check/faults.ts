import type { Parsed } from "../../components/kit/mistake.ts"
import { nearest } from "../../components/kit/nearest.ts"
import { parseNumber } from "../../components/kit/numbers.ts"
import { matchesPattern, type TargetReference } from "../../components/kit/reference.ts"
import { parseBandwidth, parseDuration, parseShare } from "../../components/kit/units.ts"
import { type AmountKind, type FaultVerb, findVerb } from "../../engine/index.ts"
import type { FaultEntry } from "../document/fault-schema.ts"
import type { FaultRule, FaultTargetPlan, FaultTimingPlan } from "../plan.ts"
import type { Path } from "../text/place.ts"
import { type CheckContext, listed } from "./context.ts"

/** The faults of the document, each with one clear time, an amount its verb understands, and something it strikes. */
export function readFaults(context: CheckContext): readonly FaultRule[] {
  return context.document.faults.flatMap((entry, index) => {
    const path = ["faults", index]
    const verb = findVerb(entry.do)
    const timing = readTiming(entry, path, context)
    const target = readTarget(entry.target)
    if (verb === undefined || timing === undefined) return []
    const amount = readAmount(entry, { verb, path, context })
    checkTarget(target, { verb, path: [...path, "target"], context })
    return [{ verb: entry.do, target, amount, timing }]
  })
}

function readTiming(entry: FaultEntry, path: Path, context: CheckContext): FaultTimingPlan | undefined {
  const ways = [entry.at !== undefined, entry.mtbf !== undefined || entry.mttr !== undefined, entry.when !== undefined]
  const forNs = entry.for ?? Number.POSITIVE_INFINITY
  const wrong = (message: string) => {
    context.report({ code: "E-fault-timing", path, message })
    return undefined
  }
  if (ways.filter(Boolean).length !== 1) return wrong("say once when it happens: at, mtbf with mttr, or when")
  if (entry.every !== undefined && entry.at === undefined) return wrong("every needs at, the time of the first")
  if (entry.at !== undefined) {
    if (entry.every === undefined) return { kind: "timed", atNs: entry.at, forNs }
    return { kind: "repeated", atNs: entry.at, everyNs: entry.every, forNs }
  }
  if (entry.when !== undefined) return readCondition(entry.when, { forNs, path, context, wrong })
  if (entry.mtbf === undefined || entry.mttr === undefined) return wrong("mtbf and mttr belong together")
  if (entry.for !== undefined) return wrong("mttr says how long it lasts; leave out for")
  return { kind: "stochastic", fromNs: 0, mtbfNs: entry.mtbf, mttrNs: entry.mttr }
}

interface ConditionPlace {
  readonly forNs: number
  readonly path: Path
  readonly context: CheckContext
  readonly wrong: (message: string) => undefined
}

function readCondition(
  when: NonNullable<FaultEntry["when"]>,
  { forNs, path, context, wrong }: ConditionPlace,
): FaultTimingPlan | undefined {
  const { component } = when.of
  if (context.components[component] === undefined) context.unknownComponent(component, [...path, "when", "of"])
  else if (context.definition(component)?.load !== undefined) return wrong(`"${component}" has neither line nor slots`)
  const threshold = when.above ?? when.below
  if (threshold === undefined || (when.above !== undefined && when.below !== undefined))
    return wrong("a condition is above or below a limit")
  return {
    kind: "conditional",
    metric: when.metric,
    component,
    holdsWhen: when.above === undefined ? "below" : "above",
    threshold,
    checkEveryNs: when.checkEvery,
    forNs,
    cooldownNs: when.cooldown ?? Number.POSITIVE_INFINITY,
  }
}

function readTarget(target: TargetReference): FaultTargetPlan {
  switch (target.refersTo) {
    case "target":
      return { kind: "component", pattern: target.pattern, replica: target.replica }
    case "target-link":
      return { kind: "link", from: target.from, to: target.to }
    default:
      return { kind: "zone", zone: target.zone }
  }
}

interface At {
  readonly verb: FaultVerb
  readonly path: Path
  readonly context: CheckContext
}

const parsers: Readonly<Record<Exclude<AmountKind, "none">, (input: unknown) => Parsed<number>>> = {
  factor: (input) => parseNumber(typeof input === "string" ? Number(input) : input, { min: 0.001, max: 1e6 }),
  share: (input) => parseShare(input),
  duration: (input) => parseDuration(input),
  rate: (input) => parseBandwidth(input),
}

function readAmount(entry: FaultEntry, { verb, path, context }: At): number | undefined {
  const ends = verb.opposite === entry.do
  const needed = verb.amount !== "none" && verb.amountDefault === null && !ends
  if (entry.amount === undefined) {
    if (needed)
      context.report({ code: "E-fault-amount", path, message: `${entry.do} needs an amount, a ${verb.amount}` })
    return undefined
  }
  if (verb.amount === "none" || ends) {
    const message = `${entry.do} has no amount`
    context.report({ code: "E-fault-amount", path: [...path, "amount"], isKey: true, message })
    return undefined
  }
  const parsed = parsers[verb.amount](entry.amount)
  if ("value" in parsed) return parsed.value
  for (const mistake of parsed.mistakes) context.report({ ...mistake, path: [...path, "amount"] })
  return undefined
}

/** Something must be there to strike, and it must obey the verb. */
function checkTarget(target: FaultTargetPlan, { verb, path, context }: At): void {
  const nothing = (message: string) => context.report({ code: "E-fault-selects-nothing", path, message })
  if (target.kind === "link") {
    if (verb.target !== "link") nothing(`${verb.verb} strikes components, not links`)
    else if (
      !context.calls.some(
        (call) => matchesPattern(target.from, call.caller) && matchesPattern(target.to, call.to.component),
      )
    )
      nothing(`no component calls another as "${target.from} -> ${target.to}" says`)
    return
  }
  if (verb.target === "link") {
    nothing(`${verb.verb} strikes links such as "pay -> ledger", not components`)
    return
  }
  const struck = context.names.filter((name) => isStruck(name, target, context))
  if (struck.length === 0 && target.kind === "component" && !target.pattern.includes("*"))
    context.unknownComponent(target.pattern, path, { rest: target.replica === undefined ? "" : `[${target.replica}]` })
  else if (struck.length === 0 && target.kind === "zone") unknownZone(target.zone, path, context)
  else if (struck.length === 0) nothing("nothing has a name that begins so")
  for (const name of struck) checkStruck(name, target, { verb, path, context })
}

function isStruck(name: string, target: Exclude<FaultTargetPlan, { kind: "link" }>, context: CheckContext): boolean {
  if (target.kind === "zone") return context.components[name]?.zones.includes(target.zone) === true
  return matchesPattern(target.pattern, name)
}

function checkStruck(name: string, target: FaultTargetPlan, { verb, path, context }: At): void {
  const replicas = context.components[name]?.replicas ?? 1
  if (target.kind === "component" && target.replica !== undefined && target.replica >= replicas)
    context.report({
      code: "E-fault-selects-nothing",
      path,
      message: `"${name}" has ${replicas} replica${replicas === 1 ? "" : "s"}, numbered from 0`,
      suggestion: `${name}[${replicas - 1}]`,
    })
  const message = disobeys(name, verb, context)
  if (message !== undefined) context.report({ code: "E-fault-selects-nothing", path, message })
}

/** Why a component does not obey a verb; undefined where it does. */
function disobeys(name: string, verb: FaultVerb, context: CheckContext): string | undefined {
  if (verb.isOfRegistered === true)
    return context.components[name]?.register === undefined ? `"${name}" registers with no registry` : undefined
  return context.definition(name)?.faults.includes(verb.verb) === false
    ? `"${name}" does not obey ${verb.verb}`
    : undefined
}

function unknownZone(zone: string, path: Path, context: CheckContext): void {
  const zones = Object.values(context.components).flatMap(({ zones: ofOne }) => ofOne)
  const meant = nearest(zone, zones)
  context.report({
    code: "E-fault-selects-nothing",
    path,
    message: `nothing stands in zone "${zone}"; there are ${listed([...new Set(zones)])}`,
    found: zone,
    suggestion: meant === undefined ? undefined : `zone:${meant}`,
  })
}
