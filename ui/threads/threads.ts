import { type Remote, transfer, wrap } from "comlink"
import type { EngineApi } from "../protocol/engine-api.ts"
import type { ViewApi } from "../protocol/view-api.ts"
import { takeWorkers } from "./first-workers.ts"

/** The two threads a page works with, joined by a port that only they use. */
export interface Threads {
  readonly engine: Remote<EngineApi>
  readonly view: Remote<ViewApi>
  /** Ends both. */
  close(): void
}

/** Starts both. `onCrash` hears what a worker could not catch, and failures to connect them. */
export function startThreads(onCrash: (message: string) => void): Threads {
  const { engine: engineWorker, view: viewWorker } = takeWorkers()
  for (const worker of [engineWorker, viewWorker]) {
    worker.addEventListener("error", ({ message }) => onCrash(message))
  }
  const engine = wrap<EngineApi>(engineWorker)
  const view = wrap<ViewApi>(viewWorker)
  const { port1, port2 } = new MessageChannel()
  const connected = Promise.all([engine.connect(transfer(port1, [port1])), view.connect(transfer(port2, [port2]))])
  connected.catch((error: unknown) => onCrash(String(error)))
  const close = () => {
    engineWorker.terminate()
    viewWorker.terminate()
  }
  return { engine, view, close }
}
