import { readdirSync } from "node:fs"
import { beforeAll, expect, test } from "vitest"
import { build, folderWith, orrery } from "./orrery.ts"

beforeAll(build, 60_000)

const whole = (change: (text: string) => string) =>
  change(`name: bad
run: { duration: 10s }
components:
  users: { kind: client }
  app: { kind: service, operations: { page: [{ work: 2ms }] } }
load:
  users: { open: poisson 10/s, to: app.page }
`)

// [what is wrong, the text, the code, the line]
const BAD: readonly (readonly [title: string, text: string, code: string, line: number])[] = [
  ["a wrong key", whole((text) => text.replace("operations", "operatons")), "E-unknown-key", 5],
  ["a wrong unit", whole((text) => text.replace("2ms", "2sec")), "E-unit-unknown", 5],
  ["a missing unit", whole((text) => text.replace("duration: 10s", "duration: 10")), "E-unit-missing", 2],
  ["a wrong reference", whole((text) => text.replace("to: app.page", "to: ap.page")), "E-unknown-node", 7],
  ["a negative number", whole((text) => text.replace("work: 2ms", "work: -2ms")), "E-number-range", 5],
  ["not a number", whole((text) => text.replace("work: 2ms", "work: .nan")), "E-number-range", 5],
  [
    "an endless cycle of calls",
    whole((text) => text.replace("page: [{ work: 2ms }]", "page: [{ call: app.page }]")),
    "E-call-cycle",
    5,
  ],
  [
    "a YAML bomb",
    `a: &a [x, x, x, x, x, x, x, x, x, x]\n${"bcdefghij"
      .split("")
      .map((name, at) => `${name}: &${name} [${Array.from({ length: 10 }, () => `*${"abcdefghij"[at]}`).join(", ")}]`)
      .join("\n")}\n`,
    "E-limit-",
    1,
  ],
  ["10,000 levels of nesting", `name: ${"[".repeat(10_000)}${"]".repeat(10_000)}`, "E-limit-depth", 1],
  ["__proto__", whole((text) => `${text}__proto__: { polluted: true }\n`), "E-reserved-key", 8],
  ["2 MB", `name: bad\n# ${"x".repeat(2_000_000)}\n`, "E-limit-size", 1],
  ["bytes that are no text", "\u0000\u0001\u0002", "E-text-control", 1],
  ["nothing", "", "E-", 1],
]

const names = BAD.map((_, index) => `bad-${index}.yaml`)
const folder = folderWith(Object.fromEntries(BAD.map(([, text], index) => [`bad-${index}.yaml`, text])))

/** What is said must name code, line and column, and not where in Orrery it was found. */
function expectPlace(stderr: string, index: number): void {
  const [, , code, line] = BAD[index] ?? ["", "", "", 0]
  const places = stderr.split("\n").filter((one) => one.startsWith(`bad-${index}.yaml:`))
  expect(places.join("\n")).toContain(code)
  expect(places.join("\n")).toMatch(new RegExp(`bad-${index}\\.yaml:${code === "E-limit-" ? "\\d+" : line}:\\d+ error`))
  expect(stderr).not.toMatch(/\n\s+at .*[(:]\d+:\d+/)
}

test.each(BAD.map(([title], index) => [title, index] as const))("run of %s says where", (_title, index) => {
  const outcome = orrery(["run", names[index] ?? ""], { cwd: folder })
  expect(outcome).toMatchObject({ code: 104, stdout: "" })
  expectPlace(outcome.stderr, index)
})

test("check says all of it, and nothing is written", () => {
  const outcome = orrery(["check", ...names], { cwd: folder })
  expect(outcome).toMatchObject({ code: 104, stdout: "" })
  names.forEach((_, index) => {
    expectPlace(outcome.stderr, index)
  })
  expect(readdirSync(folder).sort()).toEqual([...names].sort())
})

test("check --json has the problems on stdout", () => {
  const alone = folderWith({ "bad.yaml": whole((text) => text.replace("2ms", "2")) })
  const { code, stdout, stderr } = orrery(["check", "--json", "bad.yaml"], { cwd: alone })
  expect(code).toBe(104)
  expect(stderr).toBe("")
  expect(JSON.parse(stdout)).toMatchObject([
    { file: "bad.yaml", valid: false, problems: [{ code: "E-unit-missing", line: 5 }] },
  ])
})

test("a file of samples outside the folder, absent, or wrong is an error at its place", () => {
  const text = whole((one) => one.replace("work: 2ms", "work: empirical times.csv"))
  expect(orrery(["check", "a.yaml"], { cwd: folderWith({ "a.yaml": text }) })).toMatchObject({ code: 104 })
  const wrong = folderWith({ "a.yaml": text, "times.csv": "1ms\nsoon\n" })
  const { code, stderr } = orrery(["check", "a.yaml"], { cwd: wrong })
  expect(code).toBe(104)
  expect(stderr).toContain("a.yaml:5:")
  expect(stderr).toContain("line 2")
  const right = folderWith({ "a.yaml": text, "times.csv": "1ms\n2ms\n\n3.5ms\n" })
  expect(orrery(["run", "a.yaml"], { cwd: right })).toMatchObject({ code: 0 })
})
