import { resolve as resolvePath } from "node:path"
import { Worker } from "node:worker_threads"
import { buildSync } from "esbuild"
import type { Answers } from "./answers.ts"

const program = resolvePath(".cache", "coverage-list", "main.mjs")

/** What the program answers in a worker. */
export function answersOf(seeds: readonly string[]): Promise<Answers> {
  const options = { bundle: true, minifySyntax: true, packages: "external", logLevel: "error" } as const
  buildSync({
    ...options,
    entryPoints: ["test/coverage-list/main.ts"],
    outfile: program,
    format: "esm",
    platform: "node",
  })
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: seeds })
    worker.once("message", resolve)
    worker.once("error", reject)
  })
}
