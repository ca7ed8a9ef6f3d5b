import type { CodeEntry } from "./entry.ts"

/** What can be wrong with the shape of a scenario: its keys, and what they hold. */
export const shapeCodes = {
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
