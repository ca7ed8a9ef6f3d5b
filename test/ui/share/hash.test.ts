import { readdirSync, readFileSync } from "node:fs"
import { deflateRawSync } from "node:zlib"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readHash, writeHash } from "../../../ui/share/link/hash.ts"
import type { SharedState } from "../../../ui/share/link/shared-state.ts"

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,20}$/)
const text = fc.string({ unit: "binary", maxLength: 200 })
const ns = fc.nat(Number.MAX_SAFE_INTEGER)

const shared: fc.Arbitrary<SharedState> = fc.record(
  {
    scenario: fc.oneof(fc.record({ library: name }), fc.record({ text })),
    seed: text,
    // Whatever has come through JSON once comes through it unchanged.
    interventions: fc.array(
      fc.record({ atNs: ns, edits: fc.array(fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)))) }),
      { maxLength: 3 },
    ),
    timeNs: ns,
    selection: fc.oneof(
      fc.record({ kind: fc.constant("node" as const), node: text }),
      fc.record({ kind: fc.constant("edge" as const), from: text, to: text }),
      fc.record({ kind: fc.constant("request" as const), root: fc.nat() }),
    ),
    view: fc.record({ panel: text, shown: fc.record({ fromNs: ns, toNs: ns }), theme: text }, { requiredKeys: [] }),
  },
  { requiredKeys: ["scenario"] },
)

/** A hash that says what another program might have packed. */
const packedAs = (json: string) => `#~1.${deflateRawSync(json).toString("base64url")}`

describe("a link", () => {
  it("comes back as it was, and is made of characters that a URL takes as they are", async () => {
    await fc.assert(
      fc.asyncProperty(shared, async (state) => {
        const hash = await writeHash(state)
        expect(hash).toMatch(/^#[A-Za-z0-9_.~-]+$/)
        expect(await readHash(hash)).toEqual({ value: state })
      }),
      { numRuns: 150 },
    )
  })

  it("to a scenario of the library is its name", async () => {
    expect(await writeHash({ scenario: { library: "retry-storm" } })).toBe("#retry-storm")
    expect(await readHash("#retry-storm")).toEqual({ value: { scenario: { library: "retry-storm" } } })
    const more = { scenario: { library: "retry-storm" }, seed: "7", timeNs: 184e9 } as const
    expect((await writeHash(more)).length).toBeLessThan(60)
  })

  it("with a scenario of up to 26 lines and an instant takes at most 1 kB, an intervention and a view 200 more", async () => {
    const texts = readdirSync("scenarios/library").map((file) => readFileSync(`scenarios/library/${file}`, "utf8"))
    const short = texts.filter((whole) => whole.split("\n").length <= 27)
    expect(Math.max(...short.map(({ length }) => length))).toBeGreaterThan(1_000)
    const instant = { seed: "43", timeNs: 190_250_000_000, selection: { kind: "node", node: "ledger" } } as const
    const more = {
      interventions: [{ atNs: 184e9, edits: [{ do: "add-fault", verb: "crash", target: "ledger", at: "184s" }] }],
      view: { panel: "latency", shown: { fromNs: 180e9, toNs: 200e9 }, theme: "dark" },
    }
    for (const whole of short) {
      const { length } = await writeHash({ scenario: { text: whole }, ...instant })
      expect(length).toBeLessThanOrEqual(1_024)
      expect((await writeHash({ scenario: { text: whole }, ...instant, ...more })).length).toBeLessThan(length + 200)
    }
  })

  it("is read where a program has written ~ as %7E, and without its #", async () => {
    const hash = await writeHash({ scenario: { text: "name: x" } })
    const value = { scenario: { text: "name: x" } }
    expect(await readHash(hash.replace("~", "%7e"))).toEqual({ value })
    expect(await readHash(hash.slice(1))).toEqual({ value })
  })

  it("of a later page is read as far as it is known", async () => {
    const later = { text: "name: x", timeNs: 5, weather: "fine", view: { theme: "dark", sound: { volume: 11 } } }
    expect(await readHash(packedAs(JSON.stringify(later)))).toEqual({
      value: { scenario: { text: "name: x" }, timeNs: 5, view: { theme: "dark" } },
    })
  })
})

describe("a broken link", () => {
  it.each([
    ["nothing", "", "it is empty"],
    ["nothing behind the #", "#", "it is empty"],
    ["no name", "#two words", "it names no scenario"],
    ["another version", "#checkout~2.AAAA", "it is of version 2, this page reads version 1"],
    ["no version", "#checkout~AAAA", "its beginning is missing"],
    ["nothing behind the version", "#~1.", "a part of it is missing or was changed"],
    ["other characters", "#~1.a+b/", "a part of it is missing or was changed"],
    ["no compressed text", "#~1.AAAAAAAA", "a part of it is missing or was changed"],
    ["no JSON", packedAs("name: x"), "a part of it is missing or was changed"],
    [
      "no UTF-8",
      `#~1.${deflateRawSync(Buffer.from([0x22, 0xff, 0x22])).toString("base64url")}`,
      "a part of it is missing",
    ],
    ["no scenario", packedAs("{}"), "it has no scenario"],
    ["another shape", packedAs('{"text":"x","interventions":[{"atNs":"a","edits":[]}]}'), "interventions.0.atNs: "],
    ["no object", packedAs("[]"), "Invalid input"],
    ["more than a link holds", packedAs(JSON.stringify({ text: "x".repeat(5e6) })), "a part of it is missing"],
  ])("with %s is a mistake with a reason", async (_, hash, reason) => {
    const parsed = await readHash(hash)
    if ("value" in parsed) throw new Error("it was read")
    expect(parsed.mistakes[0].message).toMatch(/^the link cannot be opened: /)
    expect(parsed.mistakes[0].message).toContain(reason)
  })

  it("cut anywhere is a mistake", async () => {
    const hash = await writeHash({ scenario: { text: "name: x\n# a comment that is long enough\n" }, timeNs: 12 })
    for (let end = 1; end < hash.length; end++) expect(await readHash(hash.slice(0, end))).toHaveProperty("mistakes")
  })

  it("changed in any way is read or a mistake, and never throws", async () => {
    const hash = await writeHash({ scenario: { text: "name: x\n# a comment that is long enough\n" }, timeNs: 12 })
    const letter = fc.constantFrom(..."ABCxyz019-_~.#% ")
    await fc.assert(
      fc.asyncProperty(fc.nat(hash.length - 1), letter, fc.nat(4), async (at, put, cut) => {
        const parsed = await readHash(hash.slice(0, at) + put + hash.slice(at + cut))
        expect("value" in parsed || parsed.mistakes.length > 0).toBe(true)
      }),
      { numRuns: 150 },
    )
    await fc.assert(fc.asyncProperty(fc.string({ unit: "binary" }), async (any) => void (await readHash(any))))
  })
})
