import { describe, expect, it } from "vitest"
import { expectDeterministic } from "../../support/checks.ts"
import { mistakesIn, World } from "../../support/world.ts"
import { MS, outcomes, type Script, worldOf } from "../support.ts"

const three = { kind: "connection-limit", limit: 3 }
const run = (the: object, script: Script) => new World(worldOf(the, script)).start().run()
const inOrder = (world: World) =>
  [...world.driver.answers].sort((left, right) => left.call - right.call).map(({ outcome }) => outcome)

describe("a connection limit", () => {
  // nginx limit_conn: refused when conn >= limit. The service takes 1 ms.
  it("lets three in at a time, and one more for each that is answered", () => {
    const at = { count: 5, stepNs: 0 }
    expect(inOrder(run({ plugins: [three] }, at))).toEqual(["ok", "ok", "ok", "rejected", "rejected"])
    const steady = run({ plugins: [three] }, { count: 40, stepNs: 0.26 * MS })
    // Four come before the first of them is answered, of which three are let in.
    expect(outcomes(steady)).toEqual({ ok: 30, rejected: 10 })
    expect(steady.count("gw.overConnections")).toBe(10)
  })

  it("counts each key by itself, or all together", () => {
    const script = { count: 8, stepNs: 0, key: (index: number) => index % 2 }
    expect(outcomes(run({ plugins: [three] }, script))).toEqual({ ok: 6, rejected: 2 })
    expect(outcomes(run({ plugins: [{ ...three, per: "global" }] }, script))).toEqual({ ok: 3, rejected: 5 })
  })

  it("forgets who fails, is refused behind it or is lost in a crash", () => {
    const behind = { kind: "rate-limiting", limits: [{ kind: "fixed-window", limit: 1, window: "1m" }] }
    const refused = run({ plugins: [three, behind] }, { count: 9, stepNs: 0.1 * MS })
    expect(outcomes(refused)).toEqual({ ok: 1, "rate-limited": 8 })
    const world = new World(worldOf({ plugins: [three] }, { count: 8, stepNs: 0.5 * MS })).start().run(1.6 * MS)
    expect(outcomes(world)).toEqual({ ok: 2 })
    world.actorOf("gw").onFault("crash", true, 0)
    world.actorOf("gw").onFault("crash", false, 0)
    expect(outcomes(world.run())).toEqual({ ok: 6, lost: 2 })
  })

  it("stands behind the rate at nginx, however listed, and has no place at Kong", () => {
    const rate = { kind: "rate-limiting", limits: [{ kind: "fixed-window", limit: 1, window: "1m" }] }
    const plugins = [{ ...three, limit: 1 }, rate]
    const script = { count: 3, stepNs: 0 }
    expect(inOrder(run({ plugins, order: "nginx" }, script))).toEqual(["ok", "rate-limited", "rate-limited"])
    expect(inOrder(run({ plugins }, script))).toEqual(["ok", "rejected", "rejected"])
    const gateway = { kind: "gateway", routes: [{ prefix: "/", to: "api" }], order: "kong", plugins }
    expect(mistakesIn(gateway).join("\n")).toContain("connection-limit has no place in the order of kong")
  })

  it.each([0.7, 2.3, 5.1])("can be run twice, cut at %d ms and put together", (cutMs) => {
    const plugins = [three, { ...three, limit: 2, per: "global" }, { kind: "response-cache", ttl: "1ms" }]
    const script = { count: 60, stepNs: 0.2 * MS, key: (index: number) => index % 3 }
    const world = expectDeterministic(worldOf({ plugins, replicas: 2 }, script), cutMs * MS)
    expect(world.count("gw.overConnections")).toBeGreaterThan(5)
  })
})
