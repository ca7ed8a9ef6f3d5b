import { makeEngineWorker, makeViewWorker } from "./make-workers.ts"

export interface Workers {
  readonly engine: Worker
  readonly view: Worker
}

function makeWorkers(): Workers {
  return { engine: makeEngineWorker(), view: makeViewWorker() }
}

/** The first pair is made as soon as this module is there: while the page's own scripts are read they read theirs. */
let first: Workers | null = makeWorkers()

/** A pair for whoever asks: the first for the first, and new ones from then on. */
export function takeWorkers(): Workers {
  const taken = first ?? makeWorkers()
  first = null
  return taken
}
