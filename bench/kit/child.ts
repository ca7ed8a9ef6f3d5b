import { spawnSync } from "node:child_process"

/** First word of a child's command line. */
export const CHILD = "child"

/**
 * Runs a task of this very program in a fresh process and returns what it answers, of whose type the caller is sure.
 * `words` are the task's name, as main.ts has it, and what it is given; `flags` are for node.
 */
export function askChild<T>(words: readonly string[], flags: readonly string[] = []): T {
  const program = process.argv[1]
  if (program === undefined) throw new Error("this program does not know its own file")
  const all = [...process.execArgv, ...flags, program, CHILD, ...words]
  const child = spawnSync(process.execPath, all, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] })
  if (child.status !== 0) throw new Error(`${words.join(" ")} failed`)
  return JSON.parse(child.stdout)
}

/** The child's side: hands over what a task came to. */
export function answer(result: unknown): void {
  process.stdout.write(JSON.stringify(result))
}
