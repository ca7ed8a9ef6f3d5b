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
