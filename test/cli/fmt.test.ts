import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { build, orrery } from "./orrery.ts"

const folder = mkdtempSync(join(tmpdir(), "orrery-fmt-"))
beforeAll(build, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

const short = `name: tiny # stays
seed: 7
run: { duration: 1s }
components:
  users: { kind: client }
  svc: { kind: service, operations: { serve: [{ work: exponential 10ms }] } } # stays too
load: { users: { open: poisson 5/s, to: svc } }
`

describe("orrery fmt", () => {
  it("prints the long form, keeps comments, and comes back with --short", () => {
    const file = join(folder, "tiny.yaml")
    writeFileSync(file, short)
    const long = orrery(["fmt", "--long", file])
    expect(long.code).toBe(0)
    expect(long.stdout).toContain("{ kind: exponential, mean: 10ms }")
    expect(long.stdout).toContain("# stays too")
    writeFileSync(file, long.stdout)
    expect(orrery(["fmt", "--short", file]).stdout).toBe(short.replace("seed: 7", 'seed: "7"'))
  }, 60_000)

  it("--check says which file would change and changes none; --write changes it", () => {
    const file = join(folder, "check.yaml")
    writeFileSync(file, short)
    const checked = orrery(["fmt", "--check", file])
    expect(checked.code).toBe(99)
    expect(checked.stderr).toContain("check.yaml")
    expect(readFileSync(file, "utf8")).toBe(short)
    expect(orrery(["fmt", "--write", file]).code).toBe(0)
    expect(orrery(["fmt", "--check", file]).code).toBe(0)
  }, 60_000)

  it("refuses a broken file as check does", () => {
    const file = join(folder, "broken.yaml")
    writeFileSync(file, short.replace("10ms", "10"))
    const { code, stdout, stderr } = orrery(["fmt", file])
    expect(code).toBe(104)
    expect(stdout).toBe("")
    expect(stderr).toContain("E-unit-missing")
  }, 60_000)
})
