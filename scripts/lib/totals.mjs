const linesShown = 3 // chosen: the third line of a property's message is its counter-example
const widthMax = 300 // chosen: a counter-example can be a whole scenario

/**
 * The last that a command says: each of `failures` (`{ file, title, message }`, `file` empty where there is none), then
 * `N passed, N failed`. Sets the exit code. `.ci/run` repeats the lines of failures, which begin with FAILED or are indented,
 * and those of what failed at first and passed when it was run again alone, which begin with FLAKY.
 */
export function writeTotals(passed, failures, flaky = []) {
  for (const failure of flaky) process.stdout.write(`${failureText("FLAKY", failure)}\n`)
  for (const failure of failures) process.stdout.write(`${failureText("FAILED", failure)}\n`)
  process.stdout.write(`${passed} passed, ${failures.length} failed\n`)
  process.exitCode = failures.length > 0 ? 1 : 0
}

function failureText(word, { file, title, message }) {
  const lines = message.split("\n").filter((line) => line.trim() !== "")
  const shown = lines.slice(0, linesShown).map((line) => `    ${line.slice(0, widthMax)}`)
  return [`${word} ${[file, title].filter((part) => part !== "").join(" > ")}`, ...shown].join("\n")
}
