import { readFileSync } from "node:fs"
import { isMainThread, parentPort, workerData } from "node:worker_threads"
import { digestsOf } from "../digests.ts"

/** In a worker: what to compare is its data, digests its message. As a program: a file with it, digests on stdout. */
if (isMainThread) {
  const [file = ""] = process.argv.slice(2)
  process.stdout.write(JSON.stringify(digestsOf(JSON.parse(readFileSync(file, "utf8")))))
} else parentPort?.postMessage(digestsOf(workerData))
