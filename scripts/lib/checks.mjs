import { spawn } from "node:child_process"
import { root } from "./project.mjs"

// Each is one check, counted as one test.
const checks = [
  { title: "types", command: ["node_modules/typescript/bin/tsc", "-b"] },
  { title: "format and lint", command: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"] },
  { title: "unused files, exports and packages", command: ["node_modules/knip/bin/knip.js", "--no-progress"] },
]

/** Starts all checks at once: a promise each of `{ title, passed, output, seconds }`. */
export function startChecks() {
  return checks.map(
    ({ title, command }) =>
      new Promise((resolve) => {
        const beganMs = Date.now()
        const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] })
        let output = ""
        for (const stream of [child.stdout, child.stderr]) {
          stream.setEncoding("utf8").on("data", (text) => {
            output += text
          })
        }
        child.on("close", (status) =>
          resolve({ title, passed: status === 0, output, seconds: (Date.now() - beganMs) / 1000 }),
        )
      }),
  )
}
