import { describe, expect, it } from "vitest"
import { Run } from "../../../../scenarios/run/run.ts"
import { edgeOf, planOf } from "../../../scenarios/run/support.ts"
import { detection } from "./support.ts"

describe("connection check", () => {
  it("finds a crash as soon as a request would", () => {
    const { meanS, firstS, lastS } = detection({
      check: { kind: "connect-check", interval: "4s", fall: 3 },
      fault: "crash",
      forS: 15,
    })
    expect(firstS).toBeGreaterThanOrEqual(7.9)
    expect(lastS).toBeLessThanOrEqual(12.1)
    expect(Math.abs(meanS - 10)).toBeLessThan(0.52)
  })

  it("does not find a hang: connections are still accepted", () => {
    const { firstS } = detection({
      check: { kind: "connect-check", interval: "1s", fall: 1 },
      fault: "pause",
      forS: 20,
    })
    expect(firstS).toBeNaN()
  })

  it.each([
    // one replica of two is ten times slower than its share of the load needs; its checks wait in line like requests
    { kind: "http-check", unreached: true },
    { kind: "connect-check", unreached: false },
  ])("$kind takes an overloaded instance out: $unreached", ({ kind, unreached }) => {
    const run = new Run(
      planOf({
        run: { duration: "30s" },
        components: {
          users: { kind: "client" },
          pay: {
            kind: "service",
            concurrency: 1,
            speeds: [0.1, 1],
            replicas: 2,
            operations: { charge: [{ work: "10ms" }] },
          },
        },
        load: { users: { open: "constant 60/s", to: "pay" } },
        policies: { "users -> pay": { health: { kind, interval: "1s", timeout: "500ms", fall: 2 }, timeout: "2s" } },
      }),
    )
    run.advance()
    // 30/s for one that can do 10/s: without help two of three time out
    const { outcomes, calls } = edgeOf(run, "users -> pay")
    const late = (outcomes.timeout ?? 0) / calls
    if (unreached) expect(late).toBeLessThan(0.2)
    else expect(late).toBeGreaterThan(0.25)
  })
})
