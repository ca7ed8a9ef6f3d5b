import { describe, expect, it } from "vitest"
import { readScenario } from "../../../scenarios/read.ts"
import { COMPONENTS } from "../../../scenarios/run/registry.ts"
import {
  type FormField,
  type FormSubject,
  faultKinds,
  fixed,
  formOf,
  kinds,
  problemsOf,
} from "../../../ui/document/index.ts"
import { libraryText } from "./library.ts"
import { edited } from "./support.ts"

function field(scenario: string, subject: FormSubject, name: string): FormField {
  const found = formOf(libraryText(scenario), subject)?.fields.find((one) => one.name === name)
  if (found === undefined) throw new Error(`there is no field ${name}`)
  return found
}

const pay: FormSubject = { of: "component", component: "pay" }
const gw: FormSubject = { of: "component", component: "gw" }
const shop: FormSubject = { of: "load", component: "shop" }
const rule: FormSubject = { of: "policy", from: "pay", to: "ledger" }
const link: FormSubject = { of: "link", from: "pay", to: "ledger" }
const fault: FormSubject = { of: "fault", index: 0 }

describe("a field", () => {
  it.each<readonly [subject: FormSubject, name: string, type: string, value: unknown]>([
    [pay, "replicas", "count", 3],
    [pay, "operations", "list", expect.anything()],
    [pay, "queue", "group", undefined],
    [pay, "queue.patience", "distribution", undefined],
    [pay, "queue.dropsExpired", "flag", undefined],
    [pay, "register", "reference", undefined],
    [gw, "profile", "choice", "kong-3.10"],
    [gw, "routing", "choice", undefined],
    [shop, "keys", "keys", "zipf n=1e6 s=1.1"],
    [shop, "deadline", "duration", undefined],
    [link, "loss", "percent", "0.01%"],
    [link, "bandwidth", "bandwidth", undefined],
    [{ of: "scenario" }, "question", "text", "Does the ledger survive a crash at peak?"],
    [{ of: "scenario" }, "run.duration", "duration", "10m"],
    [fault, "do", "choice", "crash"],
    [fault, "target", "reference", "ledger"],
  ])("of %o: %s is a %s", (subject, name, type, value) => {
    const found = field("checkout", subject, name)
    expect([found.type, found.value, found.isSet]).toEqual([type, value, value !== undefined])
    expect(found.docs).not.toBe("")
  })

  it("knows what holds without it: the profile, a wider rule, the schema", () => {
    expect(field("checkout", gw, "concurrency").default).toBe(16_384)
    expect(field("checkout", rule, "timeout")).toMatchObject({ isSet: false, default: "250ms" })
    expect(field("checkout", pay, "queue.order").default).toBe("fifo")
  })

  it("has bounds, choices with what they mean, and examples", () => {
    expect(field("checkout", rule, "retry.attemptsMax")).toMatchObject({
      min: 1,
      max: 100,
      depth: 1,
      label: "attempts max",
    })
    expect(field("checkout", pay, "concurrency").choices.map(({ value }) => value)).toEqual(["unlimited"])
    expect(field("checkout", rule, "balance").choices.find(({ value }) => value === "random")?.docs).not.toBe("")
    expect(field("checkout", link, "latency").examples).toContain("exponential 8ms")
  })

  it("of a choice that is made has its parameters behind it", () => {
    const ring: FormSubject = { of: "component", component: "ring" }
    expect(field("cold-return", ring, "health.fall")).toMatchObject({ type: "count", value: 1 })
    expect(field("cold-return", ring, "health.timeout").path).toEqual(["components", "ring", "health", "timeout"])
    expect(() => field("cold-return", ring, "strategy.choices")).toThrow()
  })

  it("of a fault's amount is in the unit of the verb", () => {
    const text = libraryText("checkout").replace("do: partition", "do: throttle")
    const found = formOf(text, { of: "fault", index: 1 })?.fields.find(({ name }) => name === "amount")
    expect(found).toMatchObject({ type: "bandwidth", isRequired: true })
    expect(formOf(text, fault)?.fields.map(({ name }) => name)).not.toContain("amount")
  })
})

it("every kind of the registry has a form with all its parameters, and each that is set to its default changes no plan", () => {
  for (const { kind } of kinds()) {
    const text = edited(libraryText("checkout"), { do: "add-component", kind, name: "it" })
    const form = formOf(text, { of: "component", component: "it" })
    const parameters = Object.keys(Object(Object(COMPONENTS.get(kind)?.params).shape))
    expect(form?.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(parameters))
    const plain =
      form?.fields.filter(
        ({ depth, default: standard }) => depth === 0 && (typeof standard === "string" || typeof standard === "number"),
      ) ?? []
    const all = plain.map(({ path, default: value = null }) => ({ do: "set", path, value }) as const)
    expect(readScenario(edited(text, { do: "all", edits: all })).plan?.hash).toBe(readScenario(text).plan?.hash)
  }
})

it("there is no form of what is not there", () => {
  const text = libraryText("checkout")
  expect(formOf(text, { of: "component", component: "nobody" })).toBeUndefined()
  expect(formOf(text, { of: "load", component: "pay" })).toBeUndefined()
  expect(formOf(text, { of: "fault", index: 9 })).toBeUndefined()
  expect(formOf("a: [", pay)).toBeUndefined()
})

it("every verb is a button, with what it strikes", () => {
  expect(faultKinds().find(({ verb }) => verb === "partition")).toMatchObject({ target: "link", amount: "share" })
})

it.each([
  ["a kind that is a mapping", "components: { a: { kind: { b: 1 } } }"],
  ["a strategy that is a mapping", "components: { a: { kind: load-balancer, to: a, strategy: { kind: { b: 1 } } } }"],
  [
    "a preset that is a mapping",
    "components: { a: { kind: load-balancer, to: a, strategy: { kind: hash, preset: { b: 1 } } } }",
  ],
  ["a version that is not there", libraryText("mesh-canary").replace("  pay-v1: {", "  other: {")],
])("%s is a problem, not an accident", (_, text) => {
  expect(problemsOf(text).length).toBeGreaterThan(0)
  expect(() => formOf(text, { of: "component", component: "a" })).not.toThrow()
})

it("problems are those of the command, with a fix", () => {
  const text = libraryText("checkout").replace("loss: 0.01%", "los: 0.01%")
  const [problem] = problemsOf(text)
  if (problem === undefined) throw new Error("there is no problem")
  expect([problem.code, text.slice(problem.start, problem.end)]).toEqual(["E-unknown-key", "los"])
  expect(fixed(text, problem)).toBe(libraryText("checkout"))
})
