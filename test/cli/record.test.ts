import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import { beforeAll, describe, expect, test } from "vitest"
import { readRecord } from "../../scenarios/record/read-record.ts"
import { build, folderWith, orrery } from "./orrery.ts"

beforeAll(build, 60_000)

const scenario = `name: one
run: { duration: 20s }
components:
  users: { kind: client }
  app: { kind: service, concurrency: 3, operations: { page: [{ work: exponential 10ms }, { call: store }] } }
  store: { kind: database, pool: 2, operations: { read: [{ work: exponential 5ms }] } }
load:
  users: { open: poisson 150/s, to: app.page }
objectives: [mean latency of users < 1us]
`
const folder = folderWith({ "one.yaml": scenario, "two.yaml": scenario, "file.txt": "text" })
const at = { cwd: folder }

function run(...words: readonly string[]) {
  return orrery(["run", "one.yaml", ...words], at)
}

function recordAt(name: string) {
  return readRecord(gunzipSync(readFileSync(join(folder, name))))
}

describe("--record with --out", () => {
  test("spans: the file holds the calls, the report is the one without it", () => {
    const plain = run("--json")
    const { code, stdout } = run("--json", "--record", "spans", "--out", "new/spans.orrery")
    expect([code, stdout]).toEqual([99, plain.stdout])
    const { head, spans, events } = recordAt("new/spans.orrery")
    expect(head).toMatchObject({ digest: JSON.parse(stdout).digest, actors: ["app", "store", "users"] })
    // A request is two calls.
    expect(spans.count).toBeGreaterThan(2 * 20 * 150 * 0.9)
    expect(events.count).toBe(0)
    expect(readdirSync(join(folder, "new"))).toEqual(["spans.orrery"])
  })

  test("events: the file holds every event, and a file that was there is replaced", () => {
    writeFileSync(join(folder, "events.orrery"), "old")
    const { stdout } = run("--json", "--record", "events", "--out", "events.orrery")
    expect(stdout).toBe(run("--json").stdout)
    expect(recordAt("events.orrery").events.count).toBe(JSON.parse(stdout).simulated.events)
  })

  test("the bytes are the same each time", () => {
    for (const name of ["a.orrery", "b.orrery"]) run("--quiet", "--record", "spans", "--out", name)
    expect(readFileSync(join(folder, "a.orrery"))).toEqual(readFileSync(join(folder, "b.orrery")))
  })
})

describe("--record without --out", () => {
  test("spans: the report shows the request at p99, call by call", () => {
    const { stdout } = run("--record", "spans")
    const [, section = ""] = /(^slowest requests[\s\S]*?)\n\n/m.exec(stdout) ?? []
    expect(section).toMatch(/^slowest requests: the one at p99 of [\d,]+ recorded, sent by users at [\d.]+ s$/m)
    expect(section).toMatch(/^call +after +took +queue +(pool +)?service +downstream$/m)
    expect(section).toMatch(/^app page /m)
    expect(section).toMatch(/^ {2}store read /m)
    expect(stdout).toContain("orrery run one.yaml --seed 42 --record spans")
    expect(run().stdout).not.toMatch(/^slowest requests:/m)
  })

  test("metrics: a report without causes", () => {
    const { code, stdout } = run("--record", "metrics")
    expect(code).toBe(99)
    expect(stdout).toContain("load ")
    expect(stdout).not.toMatch(/^bottleneck|slowest 1 %/m)
    expect(JSON.parse(run("--record", "metrics", "--json").stdout).bottleneck).toBeNull()
  })

  test("off: the head alone, and no verdict", () => {
    const { code, stdout } = run("--record", "off")
    const { digest } = JSON.parse(run("--json").stdout)
    expect(code).toBe(0)
    expect(stdout).toContain(`digest ${digest}`)
    expect(stdout.trim().split("\n")).toHaveLength(4)
  })
})

describe("--record refuses", () => {
  test.each([
    ["an unknown level", ["--record", "all"], '--record takes off, metrics, spans, events; found "all"'],
    ["a file without spans", ["--out", "x"], "--out goes with --record spans or --record events"],
    ["a file of metrics", ["--record", "metrics", "--out", "x"], "--out goes with --record spans"],
    ["events for nobody", ["--record", "events"], "--record events goes with --out <file>"],
    ["off as JSON", ["--record", "off", "--json"], "--record off leaves no report"],
    ["a folder", ["--record", "spans", "--out", "."], ". cannot be written: it is a folder"],
    ["a device", ["--record", "spans", "--out", "/dev/null"], "/dev/null cannot be written: it is no plain file"],
    ["a place below a file", ["--record", "spans", "--out", "file.txt/x/y"], "file.txt is no folder"],
    ["the scenario", ["--record", "spans", "--out", "./one.yaml"], "./one.yaml is the scenario itself"],
    ["one file for two", ["two.yaml", "--record", "spans", "--out", "x"], "--out takes the record of one scenario"],
  ])("%s", (_, words, message) => {
    const { code, stdout, stderr } = run(...words)
    expect([code, stdout]).toEqual([2, ""])
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/^ +at |defect/m)
    expect(existsSync(join(folder, "x"))).toBe(false)
    expect(readFileSync(join(folder, "one.yaml"), "utf8")).toBe(scenario)
  })

  test("a file system that is full or read-only, with a message after the run", () => {
    // Root may write anywhere but here.
    const { code, stderr } = run("--record", "spans", "--out", "/proc/orrery-record")
    expect(stderr).toMatch(/\/proc\/orrery-record cannot be written: (ENOENT|EACCES|\/proc allows no new files)/)
    expect([1, 2]).toContain(code)
    expect(stderr).not.toMatch(/^ +at /m)
  })
})
