import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, expect, test } from "vitest"
import { build, folderWith, orrery } from "./orrery.ts"

beforeAll(build, 60_000)

const good = '_format_version: "3.0"\nservices: [{ name: users, url: http://users, routes: [{ paths: [/users] }] }]\n'
const folder = folderWith({ "kong.yaml": good, "bad.yaml": good.replace("/users]", "users]") })
const at = { cwd: folder }

test("the scenario goes to stdout and passes check, what is assumed to stderr", () => {
  const outcome = orrery(["import", "kong", "kong.yaml"], at)
  expect(outcome.code).toBe(0)
  expect(outcome.stderr).toContain("kong.yaml:2:12 warning W-assumed")
  expect(orrery(["check", "-"], { ...at, input: outcome.stdout })).toMatchObject({ code: 0, stderr: "" })
  expect(orrery(["import", "kong", "kong.yaml", "--out", "made.yaml"], at)).toMatchObject({ code: 0, stdout: "" })
  expect(readFileSync(join(folder, "made.yaml"), "utf8")).toBe(outcome.stdout)
})

test("a broken file gives 104, its place, and no scenario at all", () => {
  const outcome = orrery(["import", "kong", "bad.yaml", "--out", "none.yaml"], at)
  expect(outcome).toMatchObject({ code: 104, stdout: "" })
  expect(outcome.stderr).toContain("bad.yaml:2:65 error E-value-invalid")
  expect(existsSync(join(folder, "none.yaml"))).toBe(false)
})

test("an unknown format is a mistake in the command", () => {
  const outcome = orrery(["import", "nginx", "kong.yaml"], at)
  expect(outcome).toMatchObject({ code: 2, stdout: "" })
  expect(outcome.stderr).toContain("there are consul, kong")
})
