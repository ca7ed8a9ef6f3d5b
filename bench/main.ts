import { parseArgs } from "node:util"
import { run as runHold } from "./hold/hold.ts"
import { answer, CHILD } from "./kit/child.ts"
import { measure } from "./kit/measure.ts"
import { type Race, type RaceOptions, race } from "./kit/race.ts"
import { runMemory, weigh } from "./memory/memory.ts"
import { measureInBrowser, runBrowser } from "./playback/browser.ts"
import { playBack, runPlayback } from "./playback/playback.ts"
import { runStartup } from "./startup/startup.ts"

type Result = Readonly<Record<string, unknown>>
type Bench = (options: RaceOptions) => readonly Result[]

/** Fewer starts than these are no median to speak of. */
const STARTS_MIN = 9

/** Every bench by name. `ratioTo…` above 1 means faster than that. */
const BENCHES = new Map<string, Bench>([
  ["calls", against("ratioToHardCoded", { bench: "calls", ours: "calls/ours", theirs: "calls/hard-coded" })],
  ["recording", against("ratioToUnrecorded", { bench: "recording", ours: "calls/ours-spans", theirs: "calls/ours" })],
  ["chain", against("ratioToHardCoded", { bench: "chain", ours: "chain/ours-spans", theirs: "chain/hard-coded" })],
  [
    "chain-unrecorded",
    against("ratioToHardCoded", { bench: "chain-unrecorded", ours: "chain/ours", theirs: "chain/hard-coded" }),
  ],
  [
    "chain-recording",
    against("ratioToUnrecorded", { bench: "chain-recording", ours: "chain/ours-spans", theirs: "chain/ours" }),
  ],
  ["mesh", against("ratioToChain", { bench: "mesh", ours: "mesh/ours", theirs: "mesh/chain", differ: true })],
  ["mm1", customers(against("ratioToHardCoded", { bench: "mm1", ours: "mm1/ours", theirs: "mm1/hard-coded" }))],
  ["hold", () => runHold().map((result) => ({ ...result }))],
  ["memory", ({ requests }) => runMemory(requests).map((result) => ({ ...result }))],
  ["playback", ({ requests }) => [...runPlayback(requests), ...runBrowser(requests)].map((result) => ({ ...result }))],
  ["startup", ({ rounds }) => [{ ...runStartup(Math.max(STARTS_MIN, 3 * rounds)) }]],
])

/** What a child process can be asked. */
const TASKS = new Map<string, (words: readonly string[]) => unknown>([
  ["race", ([contender = "", requests]) => measure(contender, Number(requests))],
  ["playback", ([scenario = "", spans]) => playBack(scenario, Number(spans))],
  ["playback-browser", ([requests]) => measureInBrowser(Number(requests))],
  ["memory", ([part = "", what = "", size]) => weigh(part, what, Number(size))],
])

function against(ratioName: string, contenders: Race): Bench {
  return (options) => {
    const { ratio, ...rest } = race(contenders, options)
    return [{ ...rest, [ratioName]: ratio }]
  }
}

/** In a queue's own words a request is a customer. */
function customers(bench: Bench): Bench {
  return (options) => bench(options).map((each) => ({ ...each, customersPerCpuSecond: each.requestsPerCpuSecond }))
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    requests: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "5" },
  },
})
const [first, task = "", ...words] = positionals
if (first === CHILD) answer(await TASKS.get(task)?.(words))
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

/** What is null is not said. */
function line(result: Result): string {
  return Object.entries(result)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${typeof value === "number" ? Number(value.toPrecision(4)) : String(value)}`)
    .join("  ")
}
