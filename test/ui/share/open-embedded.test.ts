import { expect, test } from "vitest"
import type { EmbeddedRun } from "../../../formats/html/embed.ts"
import { verdictOf } from "../../../ui/share/open-embedded.ts"

const run: EmbeddedRun = {
  format: "orrery.embedded/1",
  text: "name: x",
  seed: "42",
  digest: "00000000000000aa",
  events: 100,
  untilNs: null,
  samples: {},
}

test.each([
  ["of the same digest", run, { digest: "00000000000000aa", events: 100 }, /^The same, event by event/],
  ["of another", run, { digest: "00000000000000bb", events: 100 }, /^It differs .* 00000000000000aa\.$/],
  ["cut short elsewhere", { ...run, untilNs: 5 }, { digest: "00000000000000bb", events: 101 }, /cannot be compared/],
  ["cut short, and other", { ...run, untilNs: 5 }, { digest: "00000000000000bb", events: 100 }, /^It differs/],
])("a run %s is said to be so", (_, made, now, said) => {
  expect(verdictOf(made, now)).toMatch(said)
})
