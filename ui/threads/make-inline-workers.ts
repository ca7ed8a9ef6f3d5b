import EngineWorker from "../engine-worker/worker.ts?worker&inline"
import ViewWorker from "../view-worker/worker.ts?worker&inline"

/** As make-workers.ts, for a page in one file: a browser loads no worker from a file next to a page on disk, but one from a blob. */
export function makeEngineWorker(): Worker {
  return new EngineWorker({ name: "engine" })
}

export function makeViewWorker(): Worker {
  return new ViewWorker({ name: "view" })
}
