/** The two workers of a page that is served: scripts of their own. A page in one file has them inside (make-inline-workers.ts). */
export function makeEngineWorker(): Worker {
  return new Worker(new URL("../engine-worker/worker.ts", import.meta.url), { type: "module", name: "engine" })
}

export function makeViewWorker(): Worker {
  return new Worker(new URL("../view-worker/worker.ts", import.meta.url), { type: "module", name: "view" })
}
