import { USAGE } from "./exit-codes.ts"

/** A mistake of the user's that ends the command: a message without a stack trace, and the exit code. */
export class UserError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number = USAGE) {
    super(message)
    this.name = "UserError"
    this.exitCode = exitCode
  }
}

/** Whether it is one, of this bundle or of another part of the command. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === "UserError" && "exitCode" in error
}
