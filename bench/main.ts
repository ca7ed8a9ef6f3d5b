import { parseArgs } from "node:util"
import { run as runHold } from "./hold/hold.ts"
import { CHILD, runAsChild } from "./kit/child.ts"
import { isContender } from "./kit/contenders.ts"
import { type RaceOptions, race } from "./kit/race.ts"

type Result = Readonly<Record<string, unknown>>

/** Every bench by name. `ratioTo…` above 1 means faster than that. */
const BENCHES = new Map<string, (options: RaceOptions) => readonly Result[]>([
  [
    "chain",
    (options) => [against("chain", "ratioToHardCoded", race("chain", "chain/ours-spans", "chain/hard-coded", options))],
  ],
  [
    "chain-unrecorded",
    (options) => [
      against("chain-unrecorded", "ratioToHardCoded", race("chain", "chain/ours", "chain/hard-coded", options)),
    ],
  ],
  [
    "recording",
    (options) => [
      against("recording", "ratioToUnrecorded", race("recording", "chain/ours-spans", "chain/ours", options)),
    ],
  ],
  ["hold", () => runHold().map((result) => ({ ...result }))],
])

function against(bench: string, name: string, { ratio, ...rest }: ReturnType<typeof race>): Result {
  return { ...rest, bench, [name]: ratio }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    requests: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "5" },
  },
})
const [first, contender, requests] = positionals
if (first === CHILD && contender !== undefined && isContender(contender)) await runAsChild(contender, Number(requests))
else runBenches(positionals)

function runBenches(names: readonly string[]): void {
  const unknown = names.find((name) => !BENCHES.has(name))
  if (unknown !== undefined) {
    process.stderr.write(`There is no bench "${unknown}". There are: ${[...BENCHES.keys()].join(", ")}\n`)
    process.exitCode = 2
    return
  }
  const options = { requests: Number(values.requests), rounds: Number(values.rounds) }
  for (const [name, run] of BENCHES) {
    if (names.length > 0 && !names.includes(name)) continue
    for (const result of run(options))
      process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${line(result)}\n`)
  }
}

function line(result: Result): string {
  return Object.entries(result)
    .map(([name, value]) => `${name} ${typeof value === "number" ? Number(value.toPrecision(4)) : String(value)}`)
    .join("  ")
}
