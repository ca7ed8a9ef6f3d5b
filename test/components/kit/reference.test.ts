import { describe, expect, it } from "vitest"
import {
  collectReferences,
  matchesPattern,
  parseComponentReference,
  parseLinkReference,
  parseName,
  parseOperationReference,
  parseTargetReference,
} from "../../../components/kit/reference.ts"

describe("references", () => {
  it.each([
    [parseComponentReference, "ledger", { refersTo: "component", component: "ledger" }],
    [parseOperationReference, "ledger.insert", { refersTo: "operation", component: "ledger", operation: "insert" }],
    [parseOperationReference, "ledger", { refersTo: "operation", component: "ledger", operation: undefined }],
    [parseLinkReference, "pay -> ledger", { refersTo: "link", from: "pay", to: "ledger" }],
    [parseLinkReference, "*->pay-*", { refersTo: "link", from: "*", to: "pay-*" }],
    [parseTargetReference, "ledger", { refersTo: "target", pattern: "ledger", replica: undefined }],
    [parseTargetReference, "ledger[2]", { refersTo: "target", pattern: "ledger", replica: 2 }],
    [parseTargetReference, "pay-*", { refersTo: "target", pattern: "pay-*", replica: undefined }],
    [parseTargetReference, "pay -> ledger", { refersTo: "target-link", from: "pay", to: "ledger" }],
    [parseTargetReference, "zone:eu-1", { refersTo: "target-zone", zone: "eu-1" }],
  ])("%o %s", (parse, text, value) => {
    expect(parse(text)).toEqual({ value })
  })

  it.each([
    [parseComponentReference, "ledger.insert", "E-reference-invalid"],
    [parseComponentReference, 3, "E-wrong-type"],
    [parseOperationReference, "a.b.c", "E-reference-invalid"],
    [parseOperationReference, "ledger.", "E-reference-invalid"],
    [parseLinkReference, "pay > ledger", "E-reference-invalid"],
    [parseLinkReference, "a -> b -> c", "E-reference-invalid"],
    [parseTargetReference, "pay-*[1]", "E-reference-invalid"],
    [parseTargetReference, "ledger[x]", "E-reference-invalid"],
    [parseTargetReference, "*y", "E-reference-invalid"],
    [parseName, "2x!", "E-name-invalid"],
    [parseName, "a".repeat(64), "E-name-invalid"],
  ])("%o refuses %s", (parse, text, code) => {
    expect(parse(text)).toMatchObject({ mistakes: [{ code }] })
  })

  it("proposes a name close to what was written", () => {
    expect(parseName("my service")).toMatchObject({ mistakes: [{ suggestion: "my-service" }] })
    expect(parseName("3 pay.v2!")).toMatchObject({ mistakes: [{ suggestion: "pay-v2" }] })
  })

  it("matches exact names and prefixes", () => {
    expect(["pay", "pay-eu", "repay"].filter((name) => matchesPattern("pay*", name))).toEqual(["pay", "pay-eu"])
    expect(["pay", "pay-eu"].filter((name) => matchesPattern("pay", name))).toEqual(["pay"])
    expect(matchesPattern("*", "anything")).toBe(true)
  })

  it("are found again in a value, in document order", () => {
    const to = { refersTo: "component", component: "b" }
    const call = { refersTo: "operation", component: "c", operation: "get" }
    const found = collectReferences({ x: [1, { to }], y: { to: null }, z: call })
    expect(found).toEqual([
      { reference: to, path: ["x", 1, "to"] },
      { reference: call, path: ["z"] },
    ])
    expect(collectReferences({ only: "text" })).toEqual([])
    expect(collectReferences([[[call]]])[0]?.path).toEqual([0, 0, 0])
  })
})
