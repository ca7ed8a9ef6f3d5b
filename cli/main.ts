import { CommanderError } from "commander"
import { INTERNAL, OK, USAGE } from "./lib/exit-codes.ts"
import { isUserError } from "./lib/user-error.ts"
import { makeProgram } from "./program.ts"

/** The command `orrery`. */
async function main(): Promise<void> {
  // Whoever reads stdout may stop reading: `orrery list | head -1`.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? OK : INTERNAL))
  const program = makeProgram((code) => {
    process.exitCode = code
  })
  for (const command of [program, ...program.commands]) command.exitOverride()
  try {
    await program.parseAsync(process.argv)
  } catch (error) {
    process.exitCode = codeOf(error)
  }
}

/** Says what went wrong: a user's mistake in a sentence, a defect with what helps to find it. */
function codeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? OK : USAGE
  if (isUserError(error)) {
    process.stderr.write(`${error.message}\n`)
    return error.exitCode
  }
  process.stderr.write(
    `Orrery has a defect; please report this:\n${error instanceof Error ? error.stack : String(error)}\n`,
  )
  return INTERNAL
}

void main()
