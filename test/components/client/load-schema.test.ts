import { describe, expect, test } from "vitest"
import * as z from "zod"
import { loadSchema } from "../../../components/client/load-schema.ts"
import { mistakeOf } from "../../../components/kit/field.ts"
import { collectReferences } from "../../../components/kit/reference.ts"

/** Path, code and suggestion of each issue. */
function issuesOf(input: unknown) {
  const result = loadSchema.safeParse(input)
  if (result.success) return []
  return result.error.issues.map((issue) => {
    const mistake = issue.code === "custom" ? mistakeOf(issue.params) : undefined
    return [issue.path.join("."), mistake?.code ?? issue.code, mistake?.suggestion]
  })
}

const open = "poisson 800/s"

test("the load of DESIGN's dialect", () => {
  const load = loadSchema.parse({
    open,
    to: "gw",
    mix: { pay: { share: "20%", method: "POST", path: "/pay" }, browse: { share: "80%", path: "/home" } },
    keys: "zipf n=1e6 s=1.1",
  })
  expect(load).toEqual({
    open: { kind: "poisson", plan: { rate: 800 } },
    to: { refersTo: "operation", component: "gw", operation: undefined },
    mix: { pay: { share: 0.2, method: "POST", path: "/pay" }, browse: { share: 0.8, path: "/home" } },
    keys: { kind: "zipf", n: 1e6, s: 1.1 },
    startAt: 0,
  })
})

test("everything at once", () => {
  const load = loadSchema.parse({
    closed: { clients: 50, think: "exponential 1s", stagger: "10s" },
    to: "pay",
    mix: {
      charge: { share: "1%", operation: "charge", priority: 0, patience: "1s", deadline: "2s", bytes: "2kB" },
      refund: { share: "1%", to: "refunds.create", keys: "uniform n=10" },
    },
    priority: 4,
    bytes: "lognormal p50=2kB p99=64kB",
    patience: "exponential 3s",
    deadline: "5s",
    startAt: "10s",
    stopAt: "1m",
  })
  expect(load.closed).toMatchObject({ clients: 50, stagger: 1e10 })
  expect(load.mix?.charge).toMatchObject({ priority: 0, deadline: 2e9 })
  expect([load.startAt, load.stopAt]).toEqual([1e10, 6e10])
})

describe("what does not fit", () => {
  test.each([
    [{ to: "pay" }, [["", "E-missing-parameter", undefined]]],
    [{ open, closed: { clients: 1, think: "1s" }, to: "pay" }, [["closed", "E-parameter-conflict", undefined]]],
    [{ open }, [["", "E-missing-parameter", undefined]]],
    [{ open: "poison 800/s", to: "pay" }, [["open", "E-unknown-kind", "poisson"]]],
    [{ open: "800/s", to: "pay" }, [["open", "E-missing-parameter", "poisson 800/s"]]],
    [{ open, to: "pay", startAt: "5s", stopAt: "5s" }, [["stopAt", "E-number-range", undefined]]],
    [{ open, to: "pay", mix: {} }, [["mix", "E-missing-parameter", undefined]]],
    [{ open, to: "pay", priority: 8 }, [["priority", "too_big", undefined]]],
    [{ open, to: "pay", deadline: "0s" }, [["deadline", "E-number-range", "1ns"]]],
    [{ open, to: "pay", mix: { a: { path: "pay" } } }, [["mix.a.path", "E-reference-invalid", "/pay"]]],
    [{ open, to: "pay", mix: { a: { path: "/pay?x=1" } } }, [["mix.a.path", "E-reference-invalid", "/pay"]]],
    [{ open, to: "pay", mix: { a: { method: "POST" } } }, [["mix.a.method", "E-missing-parameter", undefined]]],
    [{ open, to: "pay", mix: { a: { host: "a.example" } } }, [["mix.a.host", "E-missing-parameter", undefined]]],
    [{ open, to: "pay", mix: { a: { headers: { x: 1 } } } }, [["mix.a.headers", "E-missing-parameter", undefined]]],
    [{ open, to: "pay", mix: { a: { path: "/", host: "*.a" } } }, [["mix.a.host", "E-name-invalid", undefined]]],
    [
      { open, to: "pay", mix: { a: { path: "/", host: "https://A.example/x" } } },
      [["mix.a.host", "E-name-invalid", "a.example"]],
    ],
    [
      { open, to: "pay", mix: { a: { path: "/", headers: { x: "a b" } } } },
      [["mix.a.headers.x", "E-text-unexpected", undefined]],
    ],
    [
      { open, to: "pay", mix: { a: { path: "/a", operation: "b" } } },
      [["mix.a.operation", "E-parameter-conflict", undefined]],
    ],
    [{ open, mix: { a: { to: "pay", operation: "b" } } }, [["mix.a.operation", "E-parameter-conflict", undefined]]],
    [{ open, mix: { a: { to: "pay.b", path: "/a" } } }, [["mix.a.to", "E-parameter-conflict", "pay"]]],
    [{ open, to: "pay.b", mix: { a: { path: "/a" } } }, [["mix.a.path", "E-parameter-conflict", undefined]]],
    [{ open, mix: { a: { to: "pay" }, b: { path: "/b" } } }, [["mix.b", "E-missing-parameter", undefined]]],
    [{ open, to: "pay", mix: { a: { share: "5%" }, b: {} } }, [["mix.b", "E-missing-parameter", undefined]]],
    [{ open, to: "pay", mix: { a: { share: "0%" } } }, [["mix", "E-number-range", undefined]]],
    [{ open, to: "pay", mix: { "a.b": {} } }, [["mix.a.b", "invalid_key", undefined]]],
    [{ open, to: "pay", kyes: "uniform n=5" }, [["", "unrecognized_keys", undefined]]],
    [{ closed: { clients: 0, think: "1s" }, to: "pay" }, [["closed.clients", "too_small", undefined]]],
    [{ closed: { clients: 3 }, to: "pay" }, [["closed.think", "E-wrong-type", undefined]]],
  ])("%j", (input, issues) => {
    expect(issuesOf(input)).toEqual(issues)
  })
})

test("references are found where the document has them", () => {
  const load = loadSchema.parse({ open: "trace a.csv", to: "gw", mix: { a: { to: "pay.charge" }, b: { path: "/b" } } })
  const found = collectReferences(load).map(
    ({ reference, path }) => `${path.slice(0, 3).join(".")} ${reference.refersTo}`,
  )
  expect(found).toEqual(["open.plan.instants file", "to operation", "mix.a.to operation"])
})

test("the published schema names every key", () => {
  const schema = z.toJSONSchema(loadSchema, { io: "input" })
  const keys = ["open", "closed", "to", "mix", "keys", "bytes", "priority", "patience", "deadline", "startAt", "stopAt"]
  expect(Object.keys(schema.properties ?? {}).sort()).toEqual(keys.sort())
  expect(schema.additionalProperties).toBe(false)
  expect(JSON.stringify(schema)).not.toContain('"description":""')
})
