import { describe, expect, it } from "vitest"
import { readScenario } from "../../../scenarios/read.ts"

const text = `name: x
run: { duration: 10s }
components:
  shop: { kind: client }
  api: { kind: service, operations: { get: [{ work: empirical times.csv }, { cache-aside: { cache: memory, load: [{ work: empirical times.csv }] } }] } }
  memory: { kind: cache, valueBytes: empirical sizes.csv }
load: { shop: { open: trace arrivals.csv, to: api } }
`
const folder = new Map([
  ["times.csv", "\uFEFF1ms\r\n2ms\r\n\r\n4ms\r\n"],
  ["sizes.csv", "1kB\n2KiB\n"],
  ["arrivals.csv", "0s\n1s\n2s"],
])

function read(changed: ReadonlyMap<string, string> = folder) {
  return readScenario(text, { files: (path) => changed.get(path) })
}

describe("files named by a scenario", () => {
  it("become part of the plan, each in the unit of its field", () => {
    const { plan, problems } = read()
    expect(problems).toEqual([])
    const inlined = JSON.stringify(plan)
    expect(inlined).toContain('{"kind":"empirical","samples":[1000000,2000000,4000000]}')
    expect(inlined).toContain('{"kind":"empirical","samples":[1000,2048]}')
    expect(inlined).toContain('"samples":[0,1000000000,2000000000]')
    expect(inlined).not.toContain("csv")
  })

  it("change its hash with their values and not with their spelling", () => {
    const hash = read().plan?.hash
    expect(read(new Map([...folder, ["times.csv", "1000us\n2ms\n4ms"]])).plan?.hash).toBe(hash)
    expect(read(new Map([...folder, ["times.csv", "1ms\n2ms\n5ms"]])).plan?.hash).not.toBe(hash)
  })

  it("are left as names where nobody reads them", () => {
    const { plan, problems } = readScenario(text)
    expect(problems).toEqual([])
    expect(JSON.stringify(plan)).toContain('"path":"times.csv"')
  })

  it.each([
    [
      "times.csv",
      "1ms\n\n2\n",
      'times.csv, line 3: expected a duration such as 200ms, found the text "2" without a unit',
    ],
    ["times.csv", " \n", "times.csv is empty; it should have a duration a line"],
    ["sizes.csv", "1ms", "sizes.csv, line 1: expected a size such as 64KiB, found a duration: 1ms"],
    ["arrivals.csv", "0s\n".repeat(100_001), "arrivals.csv has more than 100000 values"],
  ])("with something else in %s are problems at the reference", (path, content, message) => {
    const { plan, problems } = read(new Map([...folder, [path, content]]))
    expect(plan).toBeUndefined()
    expect(problems[0]).toMatchObject({ code: "E-file", message })
    expect(text.split("\n")[(problems[0]?.line ?? 0) - 1]?.slice((problems[0]?.column ?? 0) - 1)).toMatch(
      /^(empirical|trace) /,
    )
  })
})
