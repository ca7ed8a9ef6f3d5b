import { describe, expect, it } from "vitest"
import { mistakeOf } from "../../../components/kit/field.ts"
import { strategyChoice } from "../../../components/load-balancing/choice.ts"

const field = strategyChoice()

describe("the choice of a strategy", () => {
  it.each([
    ["random", { strategy: "random", params: {} }],
    ["power-of-choices", { strategy: "power-of-choices", params: { choices: 2, draws: "uniform", distinct: false } }],
    [
      { kind: "power-of-choices", choices: 3 },
      { strategy: "power-of-choices", params: { choices: 3, draws: "uniform", distinct: false } },
    ],
    [
      { kind: "least-connections", preset: "nginx" },
      { strategy: "least-connections", params: { counting: "open", ties: "smooth-weighted" } },
    ],
    [
      { kind: "power-of-choices", preset: "envoy", choices: 4 },
      { strategy: "power-of-choices", params: { choices: 4, draws: "uniform", distinct: false } },
    ],
  ])("reads %j", (input, wanted) => {
    expect(field.parse(input)).toEqual(wanted)
  })

  it.each([
    ["round-robbin", "E-unknown-kind", [], "round-robin"],
    [{ kind: "randon" }, "E-unknown-kind", ["kind"], "random"],
    [{ choices: 3 }, "E-wrong-type", ["kind"], undefined],
    [7, "E-wrong-type", [], undefined],
    [{ kind: "least-connections", preset: "ngnix" }, "E-unknown-kind", ["preset"], "nginx"],
    [{ kind: "random", preset: "nginx" }, "E-unknown-kind", ["preset"], undefined],
  ])("refuses %j", (input, code, path, suggestion) => {
    const [issue] = field.safeParse(input).error?.issues ?? []
    const mistake = issue?.code === "custom" ? mistakeOf(issue.params) : undefined
    expect({ code: mistake?.code, path: issue?.path, suggestion: mistake?.suggestion }).toEqual({
      code,
      path,
      suggestion,
    })
    expect(issue?.message).toMatch(/there (are|is)/)
  })

  it.each([
    [{ kind: "power-of-choices", choices: 0 }, ["choices"]],
    [{ kind: "power-of-choices", choices: 17 }, ["choices"]],
    [{ kind: "random", choices: 2 }, ["choices"]],
  ])("passes on what the strategy's own schema refuses in %j", (input, path) => {
    const [issue] = field.safeParse(input).error?.issues ?? []
    expect(issue?.path).toEqual(path)
  })
})
