import { describe, expect, it } from "vitest"
import { Run } from "../../../scenarios/run/run.ts"
import { asking, fault, service } from "../../engine/operations/estate.ts"
import { edgeOf, planOf } from "../../scenarios/run/support.ts"

describe("strategies that go by how calls end", () => {
  it.each(["peak-ewma", { kind: "least-time" }])("%j leaves a slow replica, in either port", (balance) => {
    for (const more of [{}, { retry: { attemptsMax: 2 } }]) {
      const run = new Run(
        planOf({
          run: { duration: "10s" },
          components: {
            shop: { kind: "client" },
            a: { kind: "service", replicas: 2, speeds: [1, 0.1], operations: { go: [{ work: "5ms" }] } },
          },
          load: { shop: { open: "constant 50/s", to: "a" } },
          policies: { "shop -> a": { balance, ...more } },
        }),
      )
      run.advance()
      const [fast = 0, slow = 0] = run.estate.instances
        .filter(({ component }) => component === "a")
        .map(({ self }) => run.estate.sim.meters.arrivals(self))
      expect(fast + slow).toBe(500)
      expect(slow).toBeLessThan(100)
    }
  })
})

it("a port without other policies tells of the end of each choice: answers, crashes and calls made too late", () => {
  const run = new Run(
    planOf({
      ...asking({ concurrency: 1, operations: { go: [{ work: "3ms" }, { call: "b" }] } }, [1, 2, 30, 60], {
        b: service([{ work: "2ms" }], { replicas: 2 }),
      }),
      policies: {
        "shop -> a": { deadline: "6ms" },
        "a -> b": { timeout: "15ms", balance: { kind: "least-time", inFlight: true } },
      },
      faults: [fault("crash", 34, 10)],
    }),
  )
  run.advance()
  const open = run.estate.sim.ports.flatMap((port) => Object(port.snapshot()).picker?.chooser.state?.open ?? [])
  expect(edgeOf(run, "a -> b").outcomes).toEqual({ ok: 2, deadline: 1, cancelled: 1 })
  expect(open).toEqual([new Float64Array(2)])
})
