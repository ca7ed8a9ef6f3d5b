import { expect, test } from "vitest"
import { regionsOf } from "../../../../ui/share/media/regions.ts"

const times = { loop: null, shown: null, tNs: 10e9, endNs: 60e9, speed: 0.1 }
const told = (more: Partial<Parameters<typeof regionsOf>[0]>) =>
  regionsOf({ ...times, ...more }).map(({ name, fromNs, toNs }) => [name, fromNs / 1e9, toNs / 1e9])

test.each([
  ["nothing else is chosen: five seconds of film", {}, [["next", 10, 10.5]]],
  ["it is fast", { speed: 4 }, [["next", 10, 30]]],
  ["it is the end: nothing", { tNs: 60e9 }, []],
  ["the record ends within", { tNs: 59.8e9 }, [["next", 59.8, 60]]],
  [
    "a loop and a part of the timeline are chosen",
    { loop: { fromNs: 20e9, toNs: 30e9 }, shown: { fromNs: -5e9, toNs: 90e9 } },
    [
      ["loop", 20, 30],
      ["shown", 0, 60],
      ["next", 10, 10.5],
    ],
  ],
  ["the loop is not simulated yet", { loop: { fromNs: 70e9, toNs: 80e9 } }, [["next", 10, 10.5]]],
])("where %s", (_, more, regions) => {
  expect(told(more)).toEqual(regions)
})
