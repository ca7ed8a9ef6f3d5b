import { Command } from "commander"
import packageData from "../package.json" with { type: "json" }

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value]

/** What a command returns is the exit code. */
type Done = (code: number) => void

/** Every command with its options; what it does is loaded when it is called, so that --help is quick. */
export function makeProgram(done: Done): Command {
  const program = new Command("orrery")
    .description(packageData.description)
    .version(packageData.version)
    .showHelpAfterError("(orrery --help shows what there is)")
    .option("--no-color", "no colours (as NO_COLOR does)")
    .addHelpText("after", EXIT_CODES)
  addRun(program, done)
  addCheck(program, done)
  addFmt(program, done)
  addList(program, done)
  addExplain(program, done)
  addInit(program, done)
  addImport(program, done)
  addSchema(program, done)
  addUi(program, done)
  return program
}

const EXIT_CODES = `
Exit codes: 0 ok, 1 internal error, 2 usage, 98 an objective is inconclusive, 99 one failed, 104 scenario invalid, 105 stopped early`

function addRun(program: Command, done: Done): void {
  program
    .command("run <files...>")
    .summary("run scenarios and report")
    .description("Runs scenarios and reports: objectives first, then load, components and what holds them back.")
    .option("--json", "the report as JSON on stdout (see orrery schema report)")
    .option("--seed <text>", "another seed than the scenario's")
    .option("--set <path=value>", "change the scenario: components.ledger.pool=40 (repeatable)", collect, [])
    .option("--duration <time>", "another duration than the scenario's")
    .option("--events-max <n>", "stop after so many events")
    .option("--wall-time-max <time>", "stop after so much time on the clock on the wall")
    .option("--record <level>", "off, metrics, spans or events: how much of the run is kept (docs/record.md)")
    .option("--out <file>", "write the recorded spans or events to this file")
    .option("--html <file>", "write a page with this run in it, which plays it without a network")
    .option("--quiet", "no progress, no warnings")
    .action(async (files: string[], _own: unknown, command: Command) => {
      const { run } = await import("./commands/run.ts")
      done(await run(files, command.optsWithGlobals()))
    })
}

function addCheck(program: Command, done: Done): void {
  program
    .command("check <files...>")
    .summary("say what is wrong with scenarios")
    .description("Reads scenarios and says everything that is wrong with them, without running them.")
    .option("--json", "the problems as JSON on stdout")
    .option("--set <path=value>", "change the scenario first (repeatable)", collect, [])
    .action(async (files: string[], _own: unknown, command: Command) => {
      const { check } = await import("./commands/check.ts")
      done(check(files, command.optsWithGlobals()))
    })
}

function addFmt(program: Command, done: Done): void {
  program
    .command("fmt <files...>")
    .summary("write scenarios in one form")
    .description("Prints scenarios as they should be written, comments kept. Their meaning and hash stay the same.")
    .option("--write", "write the files instead of printing them")
    .option("--check", "print nothing and exit with 99 when a file would change")
    .option("--short", "short forms: exponential 10ms")
    .option("--long", "long forms: { kind: exponential, mean: 10ms }")
    .action(async (files: string[], _own: unknown, command: Command) => {
      const { fmt } = await import("./commands/fmt.ts")
      done(fmt(files, command.optsWithGlobals()))
    })
}

function addList(program: Command, done: Done): void {
  program
    .command("list [what]")
    .summary("list what there is")
    .description(
      "Lists kinds of components, strategies, arrivals, distributions, faults, profiles, scenarios and codes.",
    )
    .option("--json", "as JSON on stdout")
    .action(async (what: string | undefined, _own: unknown, command: Command) => {
      const { list } = await import("./commands/list.ts")
      done(list(what, command.optsWithGlobals()))
    })
}

function addExplain(program: Command, done: Done): void {
  program
    .command("explain <word>")
    .summary("explain a code, a kind or a parameter")
    .description(
      "Explains a code (E-unit-missing), a kind (database), a strategy or fault, or a parameter (database.pool).",
    )
    .action(async (word: string) => {
      const { explain } = await import("./commands/explain.ts")
      done(explain(word))
    })
}

function addInit(program: Command, done: Done): void {
  program
    .command("init [file]")
    .summary("write a scenario to start from")
    .description("Writes a scenario to start from; never over a file that is there.")
    .option("--template <name>", "which one (orrery list templates)", "service")
    .action(async (file: string | undefined, _own: unknown, command: Command) => {
      const { init } = await import("./commands/init.ts")
      done(init(file, command.optsWithGlobals()))
    })
}

function addImport(program: Command, done: Done): void {
  program
    .command("import <format> <file>")
    .summary("make a scenario of a file of kong or consul")
    .description("Makes a scenario of a declarative file of Kong or a service definition of Consul (docs/import.md).")
    .option("--out <file>", "write the scenario to this file instead of printing it")
    .option("--strict", "refuse what the product itself would refuse")
    .action(async (format: string, file: string, _own: unknown, command: Command) => {
      const { importFile } = await import("./commands/import.ts")
      done(importFile(format, file, command.optsWithGlobals()))
    })
}

function addSchema(program: Command, done: Done): void {
  program
    .command("schema <what>")
    .summary("print a JSON Schema: scenario or report")
    .description("Prints the JSON Schema of scenarios, for editors, or of the report that run --json prints.")
    .action(async (what: string) => {
      const { schema } = await import("./commands/schema.ts")
      done(await schema(what))
    })
}

function addUi(program: Command, done: Done): void {
  program
    .command("ui [file]")
    .summary("open the playground in a browser")
    .description("Serves the playground on this machine until Ctrl-C, opened on a scenario where one is named.")
    .option("--seed <text>", "another seed than the scenario's")
    .option("--set <path=value>", "change the scenario first (repeatable)", collect, [])
    .option("--port <n>", "where to serve it; 0 takes any that is free", "0")
    .option("--no-open", "print the address and open no browser")
    .action(async (file: string | undefined, _own: unknown, command: Command) => {
      const { ui } = await import("./commands/ui.ts")
      done(await ui(file, command.optsWithGlobals()))
    })
}
