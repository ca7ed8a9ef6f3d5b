import { describe, expect, test } from "vitest"
import { Debounced } from "../../../ui/picture/draft/debounced.ts"
import { differencesOf, differencesText, NO_DIFFERENCES, type Wired } from "../../../ui/picture/draft/differences.ts"
import { topologyOf } from "./support.ts"

type Ways = readonly (readonly [from: string, to: string])[]

function wired(settings: Readonly<Record<string, string>>, ways: Ways): Wired {
  const edges = ways.map(([from, to]) => ({ from, to }))
  return { topology: topologyOf(Object.keys(settings), edges), settings, problems: [] }
}

describe("a draft against its branch", () => {
  const before = wired({ gw: "a", pay: "b", ledger: "c" }, [
    ["gw", "pay"],
    ["pay", "ledger"],
  ])

  test("has what is new, changed and gone, of components and of edges", () => {
    const after = wired({ gw: "a", pay: "B", cache: "d" }, [
      ["gw", "pay"],
      ["pay", "cache"],
    ])
    const found = differencesOf(before, after)
    expect(Object.fromEntries(found.nodes)).toEqual({ pay: "changed", cache: "new" })
    expect([...found.edges]).toEqual(["pay -> cache"])
    expect([found.goneNodes, found.goneEdges]).toEqual([["ledger"], ["pay -> ledger"]])
    expect(differencesText(found)).toBe("1 component new, 1 changed, 1 gone; 1 edge new, 1 gone")
  })

  test("is the same where nothing was changed", () => {
    expect(differencesOf(before, before)).toEqual(NO_DIFFERENCES)
    expect(differencesText(NO_DIFFERENCES)).toBe("")
  })
})

describe("what is asked for after a while", () => {
  /** A clock that is moved by hand, and answers that come when they are let. */
  function bench() {
    const timers = new Set<() => void>()
    const answers: ((answer: string) => void)[] = []
    const asked: string[] = []
    const told: string[] = []
    const after = (_: number, then: () => void) => {
      timers.add(then)
      return () => timers.delete(then)
    }
    const ask = (question: string) => {
      asked.push(question)
      return new Promise<string>((resolve) => answers.push(resolve))
    }
    const debounced = new Debounced(ask, after, 200)
    const pass = () => {
      for (const then of [...timers]) {
        timers.delete(then)
        then()
      }
    }
    return {
      asked,
      told,
      answers,
      pass,
      debounced,
      want: (text: string) => debounced.want(text, (is) => told.push(is)),
    }
  }

  test("is the newest only, once it is quiet", () => {
    const { asked, pass, want } = bench()
    want("a")
    want("ab")
    expect(asked).toEqual([])
    pass()
    expect(asked).toEqual(["ab"])
  })

  test("an answer that something newer has overtaken is not told, whenever it comes", async () => {
    const { told, answers, pass, want } = bench()
    want("a")
    pass()
    want("b")
    answers[0]?.("of a")
    pass()
    answers[1]?.("of b")
    await Promise.resolve()
    expect(told).toEqual(["of b"])
  })

  test("nothing is told after the end", async () => {
    const { told, answers, pass, want, debounced } = bench()
    want("a")
    pass()
    debounced.stop()
    answers[0]?.("of a")
    await Promise.resolve()
    expect(told).toEqual([])
  })
})
