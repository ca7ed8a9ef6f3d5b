import { describe, expect, it } from "vitest"
import { expectDeterministic } from "../../support/checks.ts"
import { mistakesIn, World } from "../../support/world.ts"
import { MS, tookMs, worldOf } from "../support.ts"

const KIB = 1024
const transformer = { kind: "request-transformer", cost: "100us", costPerKiB: "10us" }

/** Requests of these sizes, 10 ms apart, to a gateway with this plug-in before a service of 1 ms. */
function ask(bytes: readonly number[], plugin: object = {}, the: object = {}, stepNs = 10 * MS) {
  const { components } = worldOf({ plugins: [{ ...transformer, ...plugin }], ...the }, { count: 0, stepNs: 0 })
  const calls = bytes.map((size, index) => ({ operation: "read", to: "gw", atNs: index * stepNs, bytes: size }))
  return { components, calls }
}
const run = (...the: Parameters<typeof ask>) => new World(ask(...the)).start().run()

describe("request-transformer", () => {
  it("works for its cost and for each byte", () => {
    // 100 us, and 10 us for each KiB.
    expect(tookMs(run([0, KIB, 100 * KIB]))).toEqual([1.1, 1.11, 2.1])
    expect(tookMs(run([KIB], { cost: "0us", costPerKiB: "0us" }))).toEqual([1])
  })

  it("passes requests on in their new size", () => {
    const sizes = (plugin: object) => run([1000, 0], plugin).driver.answers.map(({ bytes }) => bytes)
    // The service answers with as much as it was asked with.
    expect(sizes({})).toEqual([1000, 0])
    expect(sizes({ factor: 0.5, adds: "200B" })).toEqual([700, 200])
  })

  it("gives those behind it the new size: work is by what it gets", () => {
    const first = { ...transformer, factor: 0.1 }
    const { components, calls } = ask([100 * KIB])
    const gw = { ...components.gw, kind: "gateway", plugins: [first, transformer] }
    expect(tookMs(new World({ components: { ...components, gw }, calls }).start().run())).toEqual([2.3])
  })

  it("needs the processor, and is as slow as its replica", () => {
    const cpu = { cores: 1, discipline: "fifo" }
    // 1.1 ms each, one behind the other; without a processor all at once.
    expect(tookMs(run([100 * KIB, 100 * KIB], {}, { cpu }, 0))).toEqual([2.1, 3.2])
    expect(tookMs(run([100 * KIB, 100 * KIB], {}, {}, 0))).toEqual([2.1, 2.1])
    expect(tookMs(run([100 * KIB], {}, { speeds: [0.5] }))).toEqual([3.2])
    expect(tookMs(run([100 * KIB], {}, { speeds: [0.5], cpu }))).toEqual([3.2])
  })

  it("obeys faults that pause and slow", () => {
    const world = new World(ask([0, 100 * KIB, 100 * KIB], {}, {}, 10 * MS)).start().run(10.5 * MS)
    // 0.5 of 1.1 ms are done when it pauses for 4 ms; the next one takes twice as long.
    world.actorOf("gw").onFault("pause", true, 0)
    world.run(14.5 * MS)
    world.actorOf("gw").onFault("pause", false, 0)
    world.run(16 * MS)
    world.actorOf("gw").onFault("slow", true, 2)
    expect(tookMs(world.run())).toEqual([1.1, 6.1, 3.2])
  })

  it("costs a hit of the cache too at Kong, not at nginx", () => {
    const plugins = [{ kind: "response-cache" }, transformer]
    expect(tookMs(run([KIB, KIB], {}, { plugins, order: "kong" }))).toEqual([1.11, 0.11])
    expect(tookMs(run([KIB, KIB], {}, { plugins, order: "nginx" }))).toEqual([1.11, 0])
  })

  it("can be run twice, cut and put together", () => {
    const bytes = Array.from({ length: 60 }, (_, index) => (index % 7) * 20 * KIB)
    expectDeterministic(ask(bytes, { factor: 2 }, { cpu: { cores: 2 }, concurrency: 3, replicas: 2 }, 0.3 * MS), 9 * MS)
  })
})

it.each([
  [{ cost: 5 }, "plugins.0.cost: expected a duration"],
  [{ cost: "2s" }, "plugins.0.cost"],
  [{ factor: -1 }, "plugins.0.factor"],
  [{ adds: "5" }, "plugins.0.adds"],
  [{ body: true }, 'unknown parameter "body" of request-transformer'],
])("refuses %j", (plugin, message) => {
  const text = { kind: "gateway", routes: [{ prefix: "/", to: "api" }], plugins: [{ ...transformer, ...plugin }] }
  expect(mistakesIn(text).join("\n")).toContain(message)
})
