import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { beforeAll, beforeEach, expect, test } from "vitest"
import { build, root } from "./orrery.ts"

beforeAll(build, 60_000)

const folder = mkdtempSync(join(tmpdir(), "orrery-start-"))
const parts = join(folder, "cli", "parts")

/** Says on stderr what V8 made of the cache: undefined where it was given none. */
const witness = join(folder, "witness.cjs")
writeFileSync(
  witness,
  `const vm = require("node:vm")
const { Script } = vm
vm.Script = function (...words) {
  const script = new Script(...words)
  process.stderr.write(\`rejected: \${script.cachedDataRejected}\`)
  return script
}`,
)

beforeEach(() => {
  rmSync(join(folder, "cli"), { recursive: true, force: true })
  cpSync(join(root, "dist", "cli"), join(folder, "cli"), { recursive: true })
})

/** Checks a scenario with the copy of the command, which knows nothing of the folder it was built in. */
function check(...flags: string[]) {
  const words = [...flags, "--require", witness, join(folder, "cli", "orrery.js"), "check", "bench/kit/shop.yaml"]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8", cwd: root })
  return { status, stdout, stderr }
}

function changeCaches(change: (bytes: Buffer) => Uint8Array | undefined): void {
  const caches = readdirSync(parts).filter((name) => name.endsWith(".cache"))
  expect(caches).not.toHaveLength(0)
  for (const path of caches.map((name) => join(parts, name))) {
    const bytes = change(readFileSync(path))
    if (bytes === undefined) rmSync(path)
    else writeFileSync(path, bytes)
  }
}

const works = { status: 0, stdout: "shop.yaml: ok, 5 components, 7 replicas, 1 fault, 1 objective\n" }

test("code is taken from the cache, also where the command was copied to", () => {
  expect(check()).toEqual({ ...works, stderr: "rejected: false" })
})

test("a cache for V8 with other flags is ignored", () => {
  expect(check("--no-opt")).toEqual({ ...works, stderr: "rejected: true" })
})

test.each([
  ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1), "true"],
  ["something else", () => Buffer.from("something else"), "true"],
  ["empty", () => Buffer.alloc(0), "true"],
  ["missing", () => undefined, "undefined"],
])("a cache that is %s does no harm", (_title, change, rejected) => {
  changeCaches(change)
  expect(check()).toEqual({ ...works, stderr: `rejected: ${rejected}` })
})

test("a cache does not say where it was made", () => {
  changeCaches((bytes) => {
    expect(bytes.includes(root)).toBe(false)
    return bytes
  })
})
