import type { MistakeCode } from "../../components/kit/mistake.ts"

/** What `orrery explain <code>` prints. */
export interface CodeEntry {
  readonly title: string
  /** Why it is an error and what to do, in a few sentences. */
  readonly explanation: string
  /** What it looks like, and its repair. */
  readonly example?: { readonly wrong: string; readonly right: string }
}

const valueCodes = {
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

const shapeCodes = {
  "E-unknown-key": {
    title: "A key that does not exist",
    explanation:
      "The mapping has no key of this name. Nothing is ignored, because a misspelt key would silently change the model.",
    example: { wrong: "latecy: 300us", right: "latency: 300us" },
  },
  "E-missing-key": {
    title: "A key is missing",
    explanation: "The mapping cannot do without this key.",
    example: { wrong: "ledger: { pool: 40 }", right: "ledger: { kind: database, pool: 40 }" },
  },
  "E-duplicate-key": {
    title: "A key given twice",
    explanation: "YAML would let the last one win without a word. Remove one of them.",
  },
  "E-reserved-key": {
    title: "A key that cannot be used",
    explanation: "Names such as __proto__ and constructor mean something to JavaScript and are refused everywhere.",
    example: { wrong: "constructor: { kind: service }", right: "builder: { kind: service }" },
  },
  "E-unknown-value": {
    title: "A word that is not one of the choices",
    explanation: "The field takes one of a few words. The message lists them.",
    example: { wrong: "jitter: ful", right: "jitter: full" },
  },
  "E-value-invalid": {
    title: "A value that does not fit",
    explanation: "The value has the right type but breaks a rule of the field, which the message states.",
  },
} as const satisfies Record<string, CodeEntry>

const yamlCodes = {
  "E-yaml-syntax": {
    title: "Not YAML",
    explanation:
      "The text breaks the rules of YAML 1.2 (JSON is accepted too). Usual causes: an unclosed bracket or quote, uneven indentation, an unquoted text with a colon and a space in it.",
    example: { wrong: "question: What: now?", right: 'question: "What: now?"' },
  },
  "E-yaml-tab": {
    title: "A tab where spaces are needed",
    explanation: "YAML indents with spaces only.",
  },
  "E-yaml-alias": {
    title: "An alias that leads nowhere or back to itself",
    explanation:
      "An alias (*name) repeats what an anchor (&name) before it marked. It must not stand inside its own anchor.",
  },
  "E-yaml-tag": {
    title: "A tag",
    explanation:
      "Tags (!name, !!type) are not used: the field decides the type. Put a text in quotes where it would be read as a number.",
    example: { wrong: "seed: !!str 42", right: 'seed: "42"' },
  },
  "E-yaml-directive": {
    title: "A directive",
    explanation:
      "Lines that start with % could change the version of YAML in the middle of a run; scenarios are always YAML 1.2.",
  },
  "E-yaml-documents": {
    title: "More than one document",
    explanation:
      "A file holds one scenario. Put the second one, after the line with ---, into its own file; `extends` shares what they have in common.",
  },
  "E-text-control": {
    title: "A control character",
    explanation:
      "The text contains a character that no editor shows, often from a binary file or a wrong encoding. Scenarios are UTF-8.",
  },
  "E-limit-size": {
    title: "The document is too large",
    explanation: "A document may have 1,048,576 characters. Put samples and traces into files of their own.",
  },
  "E-limit-depth": {
    title: "The document is nested too deeply",
    explanation: "Mappings and lists may stand inside each other 64 deep.",
  },
  "E-limit-entries": {
    title: "The document has too many entries",
    explanation:
      "All mappings and lists together may have 50,000 members, after aliases are followed. Use replicas and globs rather than copies.",
  },
  "E-limit-aliases": {
    title: "Too many aliases",
    explanation: "A document may have 100 anchors and 100 aliases. A few lines of them can stand for billions.",
  },
} as const satisfies Record<string, CodeEntry>

const objectiveCodes = {
  "E-objective-syntax": {
    title: "An objective that cannot be read",
    explanation:
      "An objective is a measure, what it is of, a comparison and a limit, such as `p99 latency of shop.pay < 300ms`. Measures: latency (p50, p99.9, mean, max), success, errors, share of an outcome, rate, utilisation, queue (mean, max), retries, hit ratio, and `recovers within 30s of last fault`.",
    example: { wrong: "latency of shop under 300ms", right: "p99 latency of shop < 300ms" },
  },
  "E-objective-unknown-target": {
    title: "An objective about something that does not exist",
    explanation: "No component, operation or link has this name, so the objective could never be judged.",
    example: { wrong: "success of shops >= 99.9%", right: "success of shop >= 99.9%" },
  },
  "E-objective-unknown-outcome": {
    title: "An outcome that does not exist",
    explanation:
      "Requests end as one of: ok, error, timeout, deadline, rejected, rate-limited, circuit-open, refused, unreachable, lost, cancelled, in-flight.",
    example: { wrong: "share of timeouts in shop < 1%", right: "share of timeout in shop < 1%" },
  },
  "E-objective-selects-nothing": {
    title: "An objective that selects nothing",
    explanation:
      "The thing exists but has no such measure, as the hit ratio of a service, the retries of a link nothing is sent over, or recovery in a scenario without faults. It would pass or fail without meaning anything.",
  },
} as const satisfies Record<string, CodeEntry>

const meaningCodes = {
  "E-unknown-node": {
    title: "A name that nothing has",
    explanation:
      "A reference names a component that is not under `components`, or an operation that the component does not offer.",
    example: { wrong: "call: legder.insert", right: "call: ledger.insert" },
  },
  "E-call-cycle": {
    title: "Calls in an endless circle",
    explanation:
      "Each of these operations waits for the next, and the last for the first, every time: no request could ever end. Make one of the calls happen by chance (choose), a counted number of times, or without waiting (detached).",
  },
  "E-rule-tie": {
    title: "Two rules for the same calls",
    explanation:
      "An exact name goes before a prefix, and a prefix before `*`. Two rules that fit the same calls equally well leave open which one holds; make one of them more exact.",
    example: {
      wrong: 'policies: { "pay -> *": {}, "* -> ledger": {} }',
      right: 'policies: { "pay -> ledger": {}, "* -> ledger": {} }',
    },
  },
  "E-rule-selects-nothing": {
    title: "A rule for calls that nobody makes",
    explanation:
      "The pattern of a link or policy fits no call of the scenario, so it would do nothing; most likely a name is misspelt or the arrow points the wrong way.",
  },
  "E-load-missing": {
    title: "A client that sends nothing",
    explanation: "A client needs an entry of its name under `load` that says what it sends.",
  },
  "E-load-unexpected": {
    title: "A load for something that sends nothing by itself",
    explanation: "Only clients have an entry under `load`; the rate of a service follows from those who call it.",
  },
  "E-fault-timing": {
    title: "A fault that says not clearly when",
    explanation: "A fault has exactly one of `at`, `mtbf` with `mttr`, and `when`; `every` needs `at`.",
  },
  "E-fault-amount": {
    title: "A fault without its amount, or with one it has no use for",
    explanation:
      "slow takes a factor (3), lose, duplicate, reorder and the partitions a share (5%), delay a duration (200ms), throttle a bandwidth (1MB/s); crash and pause take none.",
    example: { wrong: "do: slow", right: "do: slow, amount: 3" },
  },
  "E-fault-selects-nothing": {
    title: "A fault that strikes nothing",
    explanation: "No component, replica, link or zone fits the target, or what fits does not obey the verb.",
  },
  "E-file": {
    title: "A file that cannot be used",
    explanation: "Samples are read from a file below the scenario's folder: one number or quantity a line.",
  },
  "E-route-selects-nothing": {
    title: "A route that no request takes",
    explanation:
      "Requests reach the gateway, but none has a path and method that this route takes before all others; most likely its prefix, or the path of a request under `load`, is misspelt.",
    example: { wrong: "routes: [{ prefix: /pya, to: pay }]", right: "routes: [{ prefix: /pay, to: pay }]" },
  },
  "E-cold-start-no-line": {
    title: "Replicas that nobody can wake",
    explanation:
      "With coldStart a replica begins switched off and switches off again when it is idle. The request that wakes it waits in its line until it is up; with queue.lengthMax 0 there is no line, so every request is rejected and no replica ever starts.",
    example: {
      wrong: "coldStart: 1s, queue: { lengthMax: 0 }",
      right: "coldStart: 1s, queue: { lengthMax: 100 }",
    },
  },
  "W-request-unrouted": {
    title: "Requests that no route takes",
    explanation: "They end as errors at the gateway. That may be what you want to see; else a route is missing.",
  },
  "W-overload": {
    title: "More load than the slots can carry",
    explanation:
      "Slots times one over the mean time a request holds one is the most a component can do. Offered more, its line grows as long as the run lasts; the message has the arithmetic. That may be what you want to see.",
  },
} as const satisfies Readonly<Record<string, CodeEntry>>

const entries = { ...valueCodes, ...shapeCodes, ...yamlCodes, ...objectiveCodes, ...meaningCodes }

export type ProblemCode = keyof typeof entries

/** Every code with its explanation, in the order of documentation. */
export const codes: Readonly<Record<ProblemCode, CodeEntry>> = entries

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(entries, text)
}
