import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const entry = join(root, "dist", "cli", "orrery.js")
/** The JSON Schema of scenarios is longer than the 1 MiB that Node takes by itself. */
const maxBuffer = 16 * 1024 * 1024

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Builds the command where it is older than its sources. */
export function build(): void {
  const code = `import(${JSON.stringify(new URL("../../scripts/lib/ensure-build.mjs", import.meta.url).href)}).then((m) => m.ensureBuild())`
  const { status, stderr } = spawnSync(process.execPath, ["-e", code], { encoding: "utf8" })
  if (status !== 0) throw new Error(`the command was not built: ${stderr}`)
}

/** Runs the built command. */
export function orrery(words: readonly string[], options: { cwd?: string; input?: string } = {}): Outcome {
  const env = { ...process.env, NO_COLOR: "", FORCE_COLOR: "" }
  const done = spawnSync(process.execPath, [entry, ...words], {
    encoding: "utf8",
    maxBuffer,
    env,
    cwd: root,
    ...options,
  })
  return { code: done.status, stdout: done.stdout, stderr: done.stderr }
}

/** Says that the command listens for Ctrl-C, once it has the listener and gets to its next turn. */
const witness = `process.on("newListener", (event) => {
  if (event === "SIGINT") setImmediate(() => process.send("listening"))
})`

/** Runs the built command and presses Ctrl-C as soon as it listens for that. */
export function interrupted(words: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const preload = ["--import", `data:text/javascript,${encodeURIComponent(witness)}`]
    const stdio = ["ignore", "pipe", "pipe", "ipc"] as const
    const child = spawn(process.execPath, [...preload, entry, ...words], { cwd: root, stdio: [...stdio] })
    let [stdout, stderr] = ["", ""]
    child.stdout?.on("data", (data) => {
      stdout += data
    })
    child.stderr?.on("data", (data) => {
      stderr += data
    })
    child.once("message", () => child.kill("SIGINT"))
    child.on("close", (code) => resolve({ code, stdout, stderr }))
  })
}

/** A folder of its own with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "orrery-test-"))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
