import { quote } from "../../components/kit/mistake.ts"
import { nearest } from "../../components/kit/nearest.ts"
import { isName } from "../../components/kit/reference.ts"
import { refuse } from "./mistakes.ts"
import {
  linkMeasures,
  type Measure,
  type ObjectiveNames,
  type ObjectiveTarget,
  operationMeasures,
} from "./objective.ts"
import type { Reader } from "./reader.ts"
import type { Word } from "./words.ts"

/** A target and the word it starts with, for messages about it. */
export interface TargetWord {
  readonly target: ObjectiveTarget
  readonly at: Word
}

/** `shop`, `shop.pay`, `pay -> ledger`, each also in quotes. */
export function readTarget(reader: Reader, names: ObjectiveNames): TargetWord {
  const first = reader.take("a component, an operation or a link")
  const arrow = first.text.indexOf("->")
  if (first.isQuoted && arrow !== -1) {
    const from = part(first, { start: 0, end: arrow })
    const to = part(first, { start: arrow + 2, end: first.text.length })
    return { target: link(from, to, names), at: first }
  }
  if (reader.peek()?.text !== "->") return { target: componentOrOperation(first, { names, reader }), at: first }
  reader.take("->")
  const to = reader.take("the component that is called")
  const whole = { ...first, length: to.offset + to.length - first.offset }
  return { target: link(first, to, names), at: whole }
}

/** A part of a quoted word, without the spaces around it. */
function part(word: Word, { start, end }: { start: number; end: number }): Word {
  const raw = word.text.slice(start, end)
  const text = raw.trim()
  const inside = word.offset + 1 + start + (raw.length - raw.trimStart().length)
  return { text, isQuoted: true, offset: inside, length: text.length }
}

function componentOrOperation(
  word: Word,
  { names, reader }: { names: ObjectiveNames; reader: Reader },
): ObjectiveTarget {
  const [component = "", operation, ...more] = word.text.split(".")
  if (more.length > 0 || !isName(component) || operation === "") {
    return reader.unexpected(word, 'a component such as "shop" or an operation such as "shop.pay"')
  }
  const offset = word.offset + (word.isQuoted ? 1 : 0)
  const known = knownComponent({ ...word, text: component, offset, length: component.length }, names)
  if (operation === undefined) return { of: "component", component }
  if (known.operations.includes(operation)) return { of: "operation", component, operation }
  const has = known.operations.length === 0 ? "it has none" : `it has ${known.operations.join(", ")}`
  return refuse({
    code: "E-objective-unknown-target",
    message: `${component} has no operation ${quote(operation)}; ${has}`,
    at: { offset: offset + component.length + 1, length: operation.length },
    found: operation,
    expected: known.operations.join(", "),
    suggestion: nearest(operation, known.operations),
  })
}

function knownComponent(word: Word, { components }: ObjectiveNames) {
  const known = components.get(word.text)
  if (known !== undefined) return known
  return refuse({
    code: "E-objective-unknown-target",
    message: `there is no component ${quote(word.text)}`,
    at: word,
    found: word.text,
    expected: [...components.keys()].join(", "),
    suggestion: nearest(word.text, components.keys()),
  })
}

function link(from: Word, to: Word, names: ObjectiveNames): ObjectiveTarget {
  knownComponent(from, names)
  knownComponent(to, names)
  if (names.links.some((one) => one.from === from.text && one.to === to.text)) {
    return { of: "link", from: from.text, to: to.text }
  }
  const callees = names.links.filter((one) => one.from === from.text).map((one) => one.to)
  const calls = callees.length === 0 ? "it calls nothing" : `it calls ${callees.join(", ")}`
  return refuse({
    code: "E-objective-selects-nothing",
    message: `${from.text} never calls ${to.text}; ${calls}`,
    at: { offset: from.offset, length: to.offset + to.length - from.offset },
    found: `${from.text} -> ${to.text}`,
    expected: callees.map((callee) => `${from.text} -> ${callee}`).join(", "),
  })
}

/** Refuses a measure that the target does not have. */
export function requireMeasure(measure: Measure, { target, at }: TargetWord, names: ObjectiveNames): void {
  const ofComponent = target.of === "component" ? names.components.get(target.component)?.measures : undefined
  const measures = ofComponent ?? (target.of === "link" ? linkMeasures : operationMeasures)
  if (measures.has(measure)) return
  const others = [...names.components].filter(([, component]) => component.measures.has(measure)).map(([name]) => name)
  const whose = others.length === 0 ? "nothing here has one" : `these have: ${others.join(", ")}`
  refuse({
    code: "E-objective-selects-nothing",
    message: `${quote(at.text)} has no ${measure.replace("-", " ")}; ${whose}`,
    at,
    found: at.text,
    expected: others.join(", "),
    suggestion: others.length === 1 ? others[0] : undefined,
  })
}
