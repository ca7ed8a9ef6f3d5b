import { describe, expect, it } from "vitest"
import { sceneOf } from "../../../../bench/playback/scene.ts"
import { Engine } from "../../../../ui/engine-worker/engine.ts"
import { ENGINE_OPTIONS } from "../../../../ui/engine-worker/options.ts"
import type { FeedMessage } from "../../../../ui/protocol/feed.ts"
import { Picture } from "../../../../ui/view-worker/draw/picture.ts"
import type { Branch } from "../../../../ui/view-worker/store/branch.ts"
import { Store } from "../../../../ui/view-worker/store/store.ts"
import { ManualScheduler } from "../../engine-worker/support.ts"
import { numbers } from "../../playback/support.ts"

/** Some calls are under way for long: they are open in chunks that the fork shares. */
const text = (faults: string) => `
name: fork
run: { duration: 14s }
components:
  shop: { kind: client }
  web:
    kind: service
    concurrency: unlimited
    operations: { page: [{ work: exponential 200ms }, { call: stock.read }] }
  stock: { kind: service, concurrency: 64, operations: { read: [{ work: exponential 2ms }] } }
load:
  shop: { open: poisson 3000/s, to: web }
${faults}
`
const FORK_NS = 12e9
const faulty = text("faults: [{ at: 12500ms, for: 500ms, do: pause, target: stock }]")

function running() {
  const scheduler = new ManualScheduler()
  const store = new Store()
  const engine = new Engine(scheduler, {
    ...ENGINE_OPTIONS,
    checkpoints: { ...ENGINE_OPTIONS.checkpoints, everyEvents: 20_000, everyWorkMs: 1 },
  })
  const shares: FeedMessage[] = []
  engine.connect({
    postMessage: (message: FeedMessage) => {
      if (message.type === "begin" && message.shares !== null) shares.push(message)
      store.receive(message)
    },
  })
  const finish = (number: number): Branch => {
    scheduler.turns()
    while (store.work());
    const branch = store.get(number)
    if (branch === undefined) throw new Error(`there is no branch ${number}`)
    return branch
  }
  return { engine, shares, finish }
}

describe("a fork of a run", () => {
  it("is drawn as the run of its text from the beginning, and leaves the other as it was", () => {
    const { engine, shares, finish } = running()
    engine.start({ text: text("") })
    const first = finish(0)
    const picture = new Picture(first, sceneOf(first.topology))
    const instants = [...numbers(3, 20, 14e9), FORK_NS, FORK_NS - 1, FORK_NS + 1, 12.6e9, 13.1e9]
    const hashes = (of: Picture) =>
      instants.map((tNs) => {
        of.compose({ tNs, highlight: null })
        return of.marks.hash()
      })
    const before = hashes(picture)
    engine.fork({ text: faulty, from: 0, atNs: FORK_NS })
    const forked = finish(1)
    expect(shares).toHaveLength(1)
    expect(hashes(picture)).toEqual(before)

    const whole = running()
    whole.engine.start({ text: faulty })
    const other = whole.finish(0)
    expect({ ...forked.extent, bytes: 0 }).toEqual({ ...other.extent, bytes: 0 })
    const drawn = hashes(new Picture(forked, sceneOf(forked.topology)))
    expect(drawn).toEqual(hashes(new Picture(other, sceneOf(other.topology))))
    expect(drawn).not.toEqual(before)
  })
})
