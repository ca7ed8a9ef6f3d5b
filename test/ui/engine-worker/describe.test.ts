import { describe, expect, it } from "vitest"
import { bench, libraryText } from "./support.ts"

describe("a scenario that is described", () => {
  const text = libraryText("checkout")

  it("has the topology of one that is started, and nothing of it runs", () => {
    const { engine, scheduler, view } = bench()
    const described = engine.describe({ text })
    expect(scheduler.turn()).toBe(false)
    expect(view.branches.size).toBe(0)
    expect(described.topology).toEqual(engine.start({ text }).topology)
    expect(Object.keys(described.settings).sort()).toEqual(described.topology?.nodes.map(({ name }) => name))
  })

  it("has other settings for what was changed alone", () => {
    const { engine } = bench()
    const before = engine.describe({ text }).settings
    const after = engine.describe({ text: text.replace(/pool: \d+/, "pool: 3") }).settings
    const changed = Object.keys(after).filter((name) => after[name] !== before[name])
    expect(changed).toEqual(["ledger"])
  })

  it("says what is wrong with a text, and leaves the branches as they are", () => {
    const { engine, scheduler } = bench()
    engine.start({ text, durationNs: 0.2e9 })
    const { topology, settings, problems } = engine.describe({ text: "name: x\ncomponents: {}\n" })
    expect([topology, settings]).toEqual([null, {}])
    expect(problems.some(({ severity }) => severity === "error")).toBe(true)
    scheduler.turns()
    expect(engine.progress(0).finished).toBe(true)
  })
})
