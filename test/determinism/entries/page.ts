import { type Comparing, digestsOf } from "../digests.ts"

/** What the page runs: scenarios come from its server, digests go back to it. */
async function main(): Promise<void> {
  const comparing: Comparing = JSON.parse(await (await fetch("/comparing")).text())
  let answer: unknown
  try {
    answer = { digests: digestsOf(comparing) }
  } catch (error) {
    answer = { error: String(error) }
  }
  await fetch("/result", { method: "POST", body: JSON.stringify(answer) })
}

void main()
