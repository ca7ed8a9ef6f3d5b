const linesShown = 3 // chosen: the third line of a property's message is its counter-example
const widthMax = 300 // chosen: a counter-example can be a whole scenario

/**
 * The last that a command says: each of `failures` (`{ file, title, message }`, `file` empty where there is none), then
 * `N passed, N failed`. Sets the exit code. `.ci/run` repeats the lines of failures, which begin with FAILED or are indented.
 */
export function writeTotals(passed, failures) {
  for (const failure of failures) process.stdout.write(`${failureText(failure)}\n`)
  process.stdout.write(`${passed} passed, ${failures.length} failed\n`)
  process.exitCode = failures.length > 0 ? 1 : 0
}

function failureText({ file, title, message }) {
  const lines = message.split("\n").filter((line) => line.trim() !== "")
  const shown = lines.slice(0, linesShown).map((line) => `    ${line.slice(0, widthMax)}`)
  return [`FAILED ${[file, title].filter((part) => part !== "").join(" > ")}`, ...shown].join("\n")
}
