import { mkdirSync } from "node:fs"
import { join, resolve as resolvePath } from "node:path"
import { Worker } from "node:worker_threads"
import { buildSync } from "esbuild"

const cache = ".cache/determinism"

/** Bundles programs of `entries` for workers: bundles run several times as fast as modules that vitest serves. */
export function bundle(...names: readonly string[]): void {
  mkdirSync(cache, { recursive: true })
  const shared = { bundle: true, minifySyntax: true, logLevel: "error", format: "cjs", platform: "node" } as const
  const entryPoints = names.map((name) => join("test/determinism/entries", `${name}.ts`))
  buildSync({ ...shared, entryPoints, outdir: cache, outExtension: { ".js": ".cjs" } })
}

/** What a fresh worker with a bundled program answers. */
export function answerOf<Answer>(name: string, workerData: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(resolvePath(cache, `${name}.cjs`), { workerData })
    worker.once("message", resolve)
    worker.once("error", reject)
  })
}
