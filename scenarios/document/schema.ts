import * as z from "zod"
import "../../components/kit/zod-config.ts"
import { policySchema } from "../../components/client-stack/policy.ts"
import type { AnyComponent } from "../../components/kit/contract.ts"
import { componentRef, count, duration, name, ratio } from "../../components/kit/schema.ts"
import { COMPONENTS } from "../run/registry.ts"
import { faultSchema } from "./fault-schema.ts"
import { linkSchema } from "./link-schema.ts"

/** Replicas of one component (chosen; DESIGN §9 counts on 10,000 pods in an estate). */
const replicasMax = 10_000

const common = {
  replicas: count().min(1).max(replicasMax).default(1).describe("Instances of it"),
  zone: z
    .union([name(), z.array(name()).min(1)])
    .optional()
    .describe("Where it stands, for faults that strike a zone; of several, replicas take turns"),
  weights: z
    .array(ratio())
    .min(1)
    .optional()
    .describe("Weight of each replica for those who balance by weights, in order; 1 where the list ends"),
  register: componentRef().optional().describe("The registry in which its replicas enter themselves"),
}

/** One component: its kind's own parameters and those that all have. */
function componentSchema(definition: AnyComponent) {
  // The registry's door: the contract says that `params` is an object schema.
  const params = definition.params as unknown as z.ZodObject
  const profiles = definition.profiles.map(({ profile }) => profile)
  const [first, ...more] = profiles
  const profile = first === undefined ? undefined : z.enum([first, ...more])
  return params
    .extend({
      kind: z.literal(definition.kind).describe(definition.title),
      ...(profile === undefined ? {} : { profile: profile.optional().describe("A product at a version") }),
      ...common,
    })
    .meta({ title: definition.title, description: definition.summary })
}

const kinds = [...COMPONENTS.values()].filter(({ isCompanion }) => isCompanion !== true).map(componentSchema)
const [firstKind, ...otherKinds] = kinds
if (firstKind === undefined) throw new Error("there is no kind of component")

const components = z.record(name(), z.discriminatedUnion("kind", [firstKind, ...otherKinds]))

/** What clients send: the schemas of the kinds that have a load. */
const loads = [...COMPONENTS.values()].flatMap(({ load }) => (load === undefined ? [] : [load]))
const [firstLoad = z.never(), ...otherLoads] = loads
const load = z.record(name(), otherLoads.length === 0 ? firstLoad : z.union([firstLoad, ...otherLoads]))

const run = z.strictObject({
  duration: duration({ min: "1ms" }).describe("Simulated time in all, the warm-up included"),
  warmup: duration().prefault("0s").describe("Measures start anew at its end"),
  eventsMax: count().min(1).default(1_000_000_000).describe("The run stops after so many events"),
  liveCallsMax: count().min(1).default(1_000_000).describe("The run stops when more calls are in progress at once"),
})

/** The whole document, without what needs two places at once (names, routes, capacity). */
export const documentSchema = z.strictObject({
  $schema: z.string().optional().describe("For editors"),
  name: name().describe("Short name of the scenario"),
  question: z.string().max(300).optional().describe("What the run answers"),
  seed: z
    .union([z.string().max(200), z.number()])
    .default("42")
    .transform((seed) => String(seed))
    .describe("Text that all chance follows from"),
  run: run.describe("How long"),
  components: components.describe("Everything there is, by name"),
  load: load.default({}).describe("What each client sends"),
  links: z
    .record(z.string(), linkSchema)
    .default({})
    .describe('Ways between components: "a -> b", with * and prefixes'),
  policies: z.record(z.string(), policySchema).default({}).describe('What callers do about their calls, by "a -> b"'),
  faults: z.array(faultSchema).max(1000).default([]).describe("What goes wrong, and when"),
  objectives: z.array(z.string()).max(100).default([]).describe("What the run is judged by"),
})

export type ScenarioDocument = z.output<typeof documentSchema>
