import { isMainThread, parentPort, workerData } from "node:worker_threads"
import { Command, CommanderError } from "commander"
import { OK, USAGE } from "../../cli/lib/exit-codes.ts"
import { UserError } from "../../cli/lib/user-error.ts"
import { type Check, isCovered, LEAVES } from "../../scenarios/coverage-list/index.ts"
import { answersTo } from "./answers.ts"
import { type Judgement, judge, SEEDS } from "./judge.ts"
import { sidesOf } from "./measure.ts"
import { leavesJson, tableText } from "./table.ts"

if (isMainThread) main()
else parentPort?.postMessage(answersTo(workerData))

function main(): void {
  try {
    process.exitCode = cover()
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? OK : USAGE
    else if (error instanceof UserError) {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = error.exitCode
    } else throw error
  }
}

/** Checks every leaf that has something to show: 1 where a check does not hold. */
function cover(): number {
  const command = new Command("coverage")
    .exitOverride()
    .option("--json", "print one object instead of the table", false)
    .option("--only <prefix>", "leaves whose id begins so, such as gateway.", "")
    .parse()
  const { json, only } = command.opts<{ readonly json: boolean; readonly only: string }>()
  const leaves = LEAVES.filter(({ id }) => id.startsWith(only))
  if (leaves.length === 0) throw new UserError(`there is no leaf whose id begins with "${only}"`)
  const judged = leaves.map((leaf) => ({
    leaf,
    checks: leaf.checks.map((check) => ({ check, ...judgementOf(check) })),
  }))
  const checks = judged.flatMap((leaf) => leaf.checks)
  const failed = checks.filter(({ holds }) => !holds)
  if (json) {
    process.stdout.write(leavesJson(leaves))
    for (const { check, effect } of failed) process.stderr.write(`${check.option}, ${check.metric}: ${effect}\n`)
  } else {
    const covered = leaves.filter(isCovered).length
    const sum = `${covered} of ${leaves.length} leaves covered, ${checks.length} checks, ${failed.length} failed\n`
    process.stdout.write(`${tableText(judged)}${sum}`)
  }
  return failed.length === 0 ? OK : 1
}

/** A check that cannot be made does not hold, and the others are still made. */
function judgementOf(check: Check): Judgement {
  try {
    return judge(check, sidesOf(check, SEEDS))
  } catch (error) {
    return { holds: false, effect: error instanceof Error ? error.message : String(error) }
  }
}
