import type { MistakeCode } from "../../../components/kit/mistake.ts"
import type { CodeEntry } from "./entry.ts"

/** What can be wrong with one value. */
export const valueCodes = {
  "E-unit-missing": {
    title: "A number without its unit",
    explanation:
      "Durations, rates, sizes and shares are written with their unit, so that 200 can never be read as seconds by one person and as milliseconds by another.",
    example: { wrong: "timeout: 200", right: "timeout: 200ms" },
  },
  "E-unit-unknown": {
    title: "A unit that does not exist",
    explanation:
      "Each kind of quantity has one spelling for each unit: ns us ms s m h d, /s /m /h /d, B kB MB GB TB and KiB MiB GiB TiB, %. A capital or a long form would be a second spelling of the same thing, or a different thing (kB is 1000 bytes, KiB is 1024).",
    example: { wrong: "timeout: 5sec", right: "timeout: 5s" },
  },
  "E-unit-wrong": {
    title: "A quantity of another kind",
    explanation:
      "The field wants a quantity of one kind and got one of another, such as a rate where a duration is needed.",
    example: { wrong: "timeout: 5/s", right: "timeout: 200ms" },
  },
  "E-number-range": {
    title: "A number out of its range",
    explanation:
      "The number is negative, not finite, too small or too large for what it counts. The message names the limit.",
    example: { wrong: "loss: 120%", right: "loss: 1%" },
  },
  "E-number-invalid": {
    title: "Not a number",
    explanation: "A number or a quantity was expected and the text does not start with one, or something follows it.",
    example: { wrong: "timeout: fast", right: "timeout: 200ms" },
  },
  "E-wrong-type": {
    title: "A value of the wrong type",
    explanation:
      "A mapping, a list, a text, a number or true/false was expected and something else was found. A number in quotes is a text; a text that looks like a number needs quotes.",
    example: { wrong: 'replicas: "3"', right: "replicas: 3" },
  },
  "E-name-invalid": {
    title: "Not a name",
    explanation:
      "Names of components, operations and request classes start with a letter or _ and go on with letters, digits, - and _, 63 at most. A dot, an arrow, a bracket or a star would mean something in references.",
    example: { wrong: "my service: {}", right: "my-service: {}" },
  },
  "E-reference-invalid": {
    title: "Not a reference",
    explanation:
      "A reference is a component (ledger), an operation of one (ledger.insert), a link (pay -> ledger, either side may be * or end in *), and for faults also a replica (ledger[2]) or a zone (zone:eu).",
    example: { wrong: "target: pay > ledger", right: "target: pay -> ledger" },
  },
  "E-unknown-kind": {
    title: "A kind that does not exist",
    explanation: "There is no component, distribution or other thing of this kind. `orrery list` shows what there is.",
    example: { wrong: "kind: databse", right: "kind: database" },
  },
  "E-unknown-parameter": {
    title: "A parameter that does not exist",
    explanation: "The kind has no parameter of this name. The message lists the ones it has.",
    example: { wrong: "work: lognormal p50=8ms p95=60ms", right: "work: lognormal p50=8ms p99=60ms" },
  },
  "E-missing-parameter": {
    title: "A parameter is missing",
    explanation: "The kind cannot do without it. The message says which sets of parameters it takes.",
    example: { wrong: "work: lognormal p50=8ms", right: "work: lognormal p50=8ms p99=60ms" },
  },
  "E-parameter-conflict": {
    title: "Parameters that exclude each other",
    explanation:
      "They say the same thing twice, or things that cannot both hold. A distribution is given by mean and cv or by p50 and p99, a load is open or closed, a step of an operation does one thing.",
    example: { wrong: "work: lognormal p50=8ms cv=2", right: "work: lognormal mean=8ms cv=2" },
  },
  "E-release-in-branch": {
    title: "A branch that would free the slot of its request",
    explanation:
      "The branches of a parallel step share the slot of their request, which keeps it until enough of them are done. A call in one of them has none of its own to release. Release it with a call before or after the parallel step, or leave release out.",
    example: { wrong: "parallel: [{ call: { to: fraud, release: true } }]", right: "parallel: [{ call: fraud }]" },
  },
  "E-text-unexpected": {
    title: "Text that belongs to nothing",
    explanation:
      "Something is left over, given twice or empty in a short form. Words are separated by spaces and parameters are written name=value.",
    example: { wrong: "work: exponential 10ms 20ms", right: "work: exponential 10ms" },
  },
} as const satisfies Record<MistakeCode, CodeEntry>
