import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import { build, folderWith, interrupted, orrery } from "./orrery.ts"

beforeAll(build, 60_000)

const scenario = (objective: string, duration = "20s") => `name: one
run: { duration: ${duration} }
components:
  users: { kind: client }
  app: { kind: service, concurrency: 10, operations: { page: [{ work: exponential 10ms }] } }
load:
  users: { open: poisson 200/s, to: app.page }
objectives: [${objective}]
`

const folder = folderWith({
  "pass.yaml": scenario("p95 latency of users < 1s"),
  "fail.yaml": scenario("mean latency of users < 1ms"),
  "unsure.yaml": scenario("p99.99 latency of users < 1s"),
  "long.yaml": scenario("p95 latency of users < 1s", "1000h"),
})
const at = { cwd: folder }

describe("run", () => {
  test.each([
    ["pass.yaml", 0, "✓"],
    ["fail.yaml", 99, "✗"],
    ["unsure.yaml", 98, "?"],
  ])("%s ends with %i", (file, code, sign) => {
    const outcome = orrery(["run", file], at)
    expect(outcome.code).toBe(code)
    expect(outcome.stdout).toMatch(new RegExp(`^\\${sign} `, "m"))
    expect(outcome.stdout).toContain(`orrery run ${file} --seed 42`)
    expect(outcome.stdout).not.toContain("\u001b")
  })

  test("--json prints one object, the same bytes each time, and nothing else on stdout", () => {
    const first = orrery(["run", "pass.yaml", "--json"], at)
    expect(JSON.parse(first.stdout)).toMatchObject({
      format: "orrery.report/1",
      scenario: { name: "one" },
      stoppedBy: null,
    })
    expect(orrery(["run", "pass.yaml", "--json"], at).stdout).toBe(first.stdout)
    expect(orrery(["run", "pass.yaml", "--json", "--seed", "7"], at).stdout).not.toBe(first.stdout)
  })

  test("--quiet leaves stderr empty, without a terminal there is no progress", () => {
    expect(orrery(["run", "pass.yaml", "--quiet"], at).stderr).toBe("")
    expect(orrery(["run", "pass.yaml"], at).stderr).toMatch(/^[\d]+ events in [\d.]+ s\n$/)
  })

  test("several files: a line each, and the worst exit code", () => {
    const { code, stdout } = orrery(["run", "pass.yaml", "fail.yaml", "--json"], at)
    expect(code).toBe(99)
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).objectives[0].verdict),
    ).toEqual(["pass", "fail"])
  })

  test("--set changes the scenario, --duration its length, and mistakes in them are shown", () => {
    const changed = orrery(
      ["run", "pass.yaml", "--json", "--set", "components.app.concurrency=1", "--duration", "5s"],
      at,
    )
    const report = JSON.parse(changed.stdout)
    expect(report.simulated.durationMs).toBe(5000)
    expect(report.components.app.queueLength.max).toBeGreaterThan(100)
    const wrong = orrery(["run", "pass.yaml", "--set", "components.app.queu.order=lifo"], at)
    expect(wrong.code).toBe(104)
    expect(wrong.stderr).toContain('did you mean "queue"')
    expect(orrery(["run", "pass.yaml", "--set", "nonsense"], at).code).toBe(2)
  })

  test("--events-max stops early with 105 and a report", () => {
    const { code, stdout } = orrery(["run", "pass.yaml", "--json", "--events-max", "1000"], at)
    expect(code).toBe(105)
    expect(JSON.parse(stdout)).toMatchObject({ stoppedBy: "limit:events", simulated: { events: 1000 } })
  })

  test("--wall-time-max and Ctrl-C stop with 105 and the command that repeats it", async () => {
    // Of 1000 hours it gets through some in a minute; the limit is only there to end what Ctrl-C does not.
    const ended = interrupted(["run", join(folder, "long.yaml"), "--json", "--wall-time-max", "60s"])
    const limited = orrery(["run", "long.yaml", "--wall-time-max", "300ms"], at)
    expect(limited.code).toBe(105)
    const events = /--events-max (\d+)/.exec(limited.stdout)?.[1] ?? ""
    const digest = /digest (\w+)/.exec(limited.stdout)?.[1] ?? ""
    const again = orrery(["run", "long.yaml", "--seed", "42", "--events-max", events], at)
    expect(again.stdout).toContain(digest)
    const stopped = await ended
    expect(stopped.code).toBe(105)
    expect(JSON.parse(stopped.stdout)).toMatchObject({ stoppedBy: "interrupted" })
  })
})

describe("usage", () => {
  test.each([
    [["run"], "missing required argument"],
    [["rum", "pass.yaml"], "Did you mean run?"],
    [["run", "pass.yaml", "--sed", "1"], "--seed"],
    [["run", "absent.yaml"], "there is no such file"],
    [["run", "."], "it is a folder"],
    [["run", "pass.yaml", "--events-max", "many"], "--events-max"],
    [["run", "pass.yaml", "--wall-time-max", "5"], "unit"],
    [["list", "kindz"], "kinds"],
    [["explain", "databse"], "database"],
    [["explain", "database.pol"], "no parameter"],
    [["schema", "nothing"], "scenario, report"],
  ])("%j is a mistake of usage", (words, said) => {
    const { code, stdout, stderr } = orrery(words, at)
    expect(code).toBe(2)
    expect(stdout).toBe("")
    expect(stderr).toContain(said)
    expect(stderr).not.toMatch(/\n\s+at .*[(:]\d+:\d+/)
  })

  test("--help and --version are data", () => {
    expect(orrery(["--help"])).toMatchObject({ code: 0, stderr: "" })
    expect(orrery(["--help"]).stdout).toContain("Exit codes")
    expect(orrery(["--version"]).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe("check, list, explain, schema, init", () => {
  test("check of a good file says so on stdout", () => {
    expect(orrery(["check", "pass.yaml"], at)).toMatchObject({
      code: 0,
      stdout: "pass.yaml: ok, 2 components, 2 replicas, 1 objective\n",
    })
  })

  test("a scenario may come from standard input", () => {
    expect(orrery(["check", "-"], { input: scenario("p95 latency of users < 1s") }).code).toBe(0)
  })

  test("whatever list names, explain explains", () => {
    const sections: Record<string, { name: string }[]> = JSON.parse(orrery(["list", "--json"]).stdout)
    expect(Object.keys(sections)).toEqual(expect.arrayContaining(["kinds", "faults", "scenarios", "codes"]))
    for (const entries of Object.values(sections)) expect(entries.length).toBeGreaterThan(0)
    for (const section of ["kinds", "balancing", "faults", "distributions"]) {
      const name = sections[section]?.[0]?.name ?? ""
      expect(orrery(["explain", name]), name).toMatchObject({ code: 0, stderr: "" })
    }
    expect(orrery(["explain", "database.pool"]).stdout).toContain("default 100")
    expect(orrery(["explain", "E-unit-missing"]).stdout).toContain("right: timeout: 200ms")
  })

  test.each(["scenario", "report"])("schema %s is JSON", (what) => {
    expect(JSON.parse(orrery(["schema", what]).stdout)).toMatchObject({ type: "object" })
  })

  test("init writes scenarios that check and never writes over one", () => {
    const empty = folderWith({})
    const templates: { templates: { name: string }[] } = JSON.parse(orrery(["list", "templates", "--json"]).stdout)
    for (const { name } of templates.templates) {
      expect(orrery(["init", `my-${name}.yaml`, "--template", name], { cwd: empty }).code).toBe(0)
      expect(readFileSync(join(empty, `my-${name}.yaml`), "utf8")).toContain(`name: my-${name}`)
    }
    const files = templates.templates.map(({ name }) => `my-${name}.yaml`)
    expect(orrery(["check", ...files], { cwd: empty })).toMatchObject({ code: 0, stderr: "" })
    writeFileSync(join(empty, "mine.yaml"), "mine")
    expect(orrery(["init", "mine.yaml"], { cwd: empty }).code).toBe(2)
    expect(readFileSync(join(empty, "mine.yaml"), "utf8")).toBe("mine")
    expect(orrery(["init", "x.yaml", "--template", "none"], { cwd: empty }).code).toBe(2)
    expect(existsSync(join(empty, "x.yaml"))).toBe(false)
  })
})
