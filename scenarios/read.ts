import { checkCalls } from "./check/calls.ts"
import { checkColdStarts } from "./check/cold-starts.ts"
import { checkConnections } from "./check/connections.ts"
import { CheckContext } from "./check/context.ts"
import { checkCycles } from "./check/cycles.ts"
import { readFaults } from "./check/faults.ts"
import { inlineFiles, type ReadFile } from "./check/files.ts"
import { checkLoad } from "./check/load.ts"
import { checkMembers } from "./check/members.ts"
import { checkMentions } from "./check/mentions.ts"
import { readObjectives } from "./check/objectives.ts"
import { checkOverload } from "./check/overload.ts"
import { checkRegistries } from "./check/registries.ts"
import { checkRoutes } from "./check/routes.ts"
import { checkRules, type NamedRule, readRules } from "./check/rules.ts"
import { checkZones } from "./check/zones.ts"
import { fillProfiles } from "./document/profiles.ts"
import { documentSchema, type ScenarioDocument } from "./document/schema.ts"
import { enlistMembers } from "./members.ts"
import type { ComponentPlan, LinkRule, PolicyRule, ScenarioPlan } from "./plan.ts"
import { canonicalHash } from "./text/hash.ts"
import { parseText } from "./text/parse.ts"
import { ParsedText } from "./text/parsed-text.ts"
import { inTextOrder, type Problem } from "./text/problem.ts"
import { checkShape } from "./text/zod-problems.ts"

/** A scenario, or everything that is wrong with it. `problems` of a scenario that was read are warnings. */
export type ReadResult =
  | { readonly plan: ScenarioPlan; readonly problems: readonly Problem[] }
  | { readonly plan: undefined; readonly problems: readonly Problem[] }

export interface ReadOptions {
  /**
   * The text of a file below the scenario's folder, undefined where there is none or it may not be read. With it the
   * samples in files become part of the plan, and of its hash; without it the plan still names the files.
   */
  readonly files?: ReadFile
}

/** Reads a scenario from YAML or JSON. Never throws for what the text holds: every mistake is a problem with its place. */
export function readScenario(text: string, options: ReadOptions = {}): ReadResult {
  return readParsed(parseText(text), options)
}

/** The same for a text that has been parsed. */
export function readParsed(parsed: ParsedText, options: ReadOptions = {}): ReadResult {
  if (parsed.problems.some(isError)) return { plan: undefined, problems: parsed.problems }
  const shape = checkShape(documentSchema, withProfiles(parsed))
  if ("problems" in shape) return { plan: undefined, problems: [...parsed.problems, ...shape.problems] }
  const { document, problems: fileProblems } =
    options.files === undefined
      ? { document: shape.value, problems: [] }
      : inlineFiles(parsed, shape.value, options.files)
  const { plan, problems } = checkMeaning(parsed, document)
  const all = inTextOrder([...parsed.problems, ...fileProblems, ...problems])
  return all.some(isError) ? { plan: undefined, problems: all } : { plan, problems: all }
}

/** What needs two places at once: names, rules, circles, faults, objectives. */
function checkMeaning(
  parsed: ParsedText,
  document: ScenarioDocument,
): { plan: ScenarioPlan; problems: readonly Problem[] } {
  const enlisted = enlistMembers(componentPlans(document), document)
  const { components } = enlisted
  const context = new CheckContext(parsed, document, enlisted)
  for (const problem of enlisted.problems) context.report(problem)
  checkLoad(context)
  checkCalls(context)
  checkColdStarts(context)
  // Each of these would see things in what only a misspelt name has made.
  for (const check of [checkCycles, checkRoutes, checkMentions, checkOverload])
    if (!context.problems.some(isError)) check(context)
  const links = readRules("links", context)
  const policies = readRules("policies", context)
  checkRules("links", links, context)
  checkRules("policies", policies, context)
  checkConnections(links, context)
  checkRegistries(policies, context)
  checkMembers(policies, context)
  checkZones(policies, context)
  const faults = readFaults(context)
  const objectives = readObjectives(context, { components, load: document.load })
  const { run } = document
  const plan = {
    name: document.name,
    question: document.question,
    seed: document.seed,
    run: {
      durationNs: run.duration,
      warmupNs: run.warmup,
      eventsMax: run.eventsMax,
      liveCallsMax: run.liveCallsMax,
    },
    components,
    load: document.load,
    links: [...links.flatMap((rule) => linkRule(rule, document)), ...enlisted.links],
    policies: [...policies.flatMap((rule) => policyRule(rule, document)), ...enlisted.policies],
    faults,
    objectives,
  }
  return { plan: { ...plan, hash: canonicalHash(finite(plan)) }, problems: context.problems }
}

function withProfiles(parsed: ParsedText): ParsedText {
  const { text, problems, document } = parsed
  return new ParsedText({ text, problems, document, data: fillProfiles(parsed.data) })
}

/** What the document says of each component, by name. */
export function componentPlans(document: ScenarioDocument): Readonly<Record<string, ComponentPlan>> {
  const entries = Object.entries(document.components).map(([name, component]): [string, ComponentPlan] => {
    const { kind, profile, replicas, zone, weights, register, ...params } = component
    const plan: ComponentPlan = {
      kind: String(kind),
      profile: profile === undefined ? undefined : String(profile),
      replicas: Number(replicas),
      zones: listOf(zone).map(String),
      weights: listOf(weights).map(Number),
      register: register === undefined ? undefined : String(Reflect.get(Object(register), "component")),
      params,
    }
    return [name, plan]
  })
  return Object.assign(Object.create(null), Object.fromEntries(entries))
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function linkRule({ key, from, to }: NamedRule, document: ScenarioDocument): LinkRule[] {
  const link = document.links[key]
  return link === undefined ? [] : [{ from, to, link }]
}

function policyRule({ key, from, to }: NamedRule, document: ScenarioDocument): PolicyRule[] {
  const policy = document.policies[key]
  return policy === undefined ? [] : [{ from, to, policy }]
}

/** The plan with what JSON cannot hold, "for ever" and "no limit", as words. */
function finite(value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return "unlimited"
  if (Array.isArray(value)) return value.map(finite)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, finite(member)]))
}

function isError({ severity }: Problem): boolean {
  return severity === "error"
}
