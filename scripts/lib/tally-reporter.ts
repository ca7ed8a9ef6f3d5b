import { writeFileSync } from "node:fs"
import { stripVTControlCharacters } from "node:util"
import type { SerializedError } from "vitest"
import type { Reporter, TestModule } from "vitest/node"

/** What failed: a test, a hook, a file that does not load, or (without a file) an error outside all of them. */
export interface Failure {
  readonly file: string
  readonly title: string
  readonly message: string
}

/** What a run of vitest came to, as scripts/lib/vitest.mjs reads it. */
export interface Tally {
  readonly passed: number
  readonly skipped: number
  readonly failures: readonly Failure[]
  readonly files: readonly { readonly name: string; readonly seconds: number }[]
}

/** Writes the tally of a run to a file. */
export class TallyReporter implements Reporter {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    writeFileSync(this.#path, JSON.stringify(tallyOf(modules, errors)))
  }
}

function tallyOf(modules: readonly TestModule[], errors: readonly SerializedError[]): Tally {
  const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
  return {
    passed: states.filter((state) => state === "passed").length,
    skipped: states.filter((state) => state === "skipped").length,
    failures: [
      ...modules.flatMap(failuresOf),
      ...errors.map((error) => ({ file: "", title: "error outside tests", message: messageOf([error]) })),
    ],
    files: modules.map((module) => {
      const { collectDuration, duration } = module.diagnostic()
      return { name: module.relativeModuleId, seconds: (collectDuration + duration) / 1000 }
    }),
  }
}

function failuresOf(module: TestModule): readonly Failure[] {
  const file = module.relativeModuleId
  const found: Failure[] = []
  const add = (title: string, errors: readonly SerializedError[]) =>
    found.push({ file, title, message: messageOf(errors) })
  if (module.errors().length > 0) add("the file itself", module.errors())
  for (const suite of module.children.allSuites()) if (suite.errors().length > 0) add(suite.fullName, suite.errors())
  for (const test of module.children.allTests()) {
    const { state, errors } = test.result()
    if (state === "failed") add(test.fullName, errors)
  }
  return found
}

function messageOf([first]: readonly SerializedError[]): string {
  return stripVTControlCharacters(first?.message || first?.name || "without a message")
}
