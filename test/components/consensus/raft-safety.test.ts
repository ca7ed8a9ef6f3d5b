import fc from "fast-check"
import { expect, test } from "vitest"
import { consulTiming, etcdTiming, type RaftTiming } from "../../../components/consensus/index.ts"
import { NS_PER_MS, NS_PER_S } from "../../../engine/index.ts"
import { LAN, RaftWorld } from "./support/raft-world.ts"

/** Neither pre-vote nor lease: the paper alone. */
const bare: RaftTiming = { ...etcdTiming, electionStepNs: 0, preVote: false, leaseNs: 0, entriesPerAppendMax: 2 }
const timings = [etcdTiming, consulTiming(1), bare] as const

type Action =
  | { readonly kind: "crash" | "restart" | "propose" | "read" | "compact"; readonly member: number }
  | { readonly kind: "partition"; readonly sides: readonly number[] }
  | { readonly kind: "heal" }

const member = fc.nat(4)
const kinds = fc.constantFrom("crash", "restart", "propose", "propose", "read", "compact")
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: kinds, member }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("partition" as const),
      sides: fc.array(fc.nat(1), { minLength: 5, maxLength: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "heal" as const }) },
)

const steps = fc.array(fc.record({ pauseMs: fc.nat(3000), action }), { minLength: 10, maxLength: 40 })
const story = fc.record({
  timing: fc.constantFrom(...timings),
  count: fc.constantFrom(3, 4, 5),
  loss: fc.constantFrom(0, 0.05, 0.3),
  repeats: fc.constantFrom(0, 0.1),
  delayMaxMs: fc.constantFrom(2, 50, 400),
  steps,
  seed: fc.nat().map(String),
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

function worldOf({ timing, count, loss, repeats, delayMaxMs, seed }: Story): RaftWorld {
  const weather = { delayMinNs: NS_PER_MS, delayMaxNs: delayMaxMs * NS_PER_MS, loss, repeats }
  return new RaftWorld(count, timing, seed, weather)
}

function act(world: RaftWorld, one: Action): void {
  if (one.kind === "heal") world.network.heal()
  else if (one.kind === "partition") world.network.partition(one.sides)
  else {
    const at = one.member % world.nodes.length
    if (one.kind === "crash") world.crash(at)
    else if (one.kind === "restart") world.restart(at)
    else if (one.kind === "compact") world.compact(at)
    // Half of the calls go to whoever leads, the others to anybody, a leader cut off among them.
    else if (one.kind === "propose") world.propose(one.member < 3 && world.leader() >= 0 ? world.leader() : at)
    else for (const index of world.nodes.keys()) world.read(index)
  }
}

function play(world: RaftWorld, steps: Story["steps"]): void {
  for (const { pauseMs, action: one } of steps) {
    world.run(pauseMs * NS_PER_MS)
    act(world, one)
  }
}

test("whatever happens: one leader a term, logs that match, complete leaders, one command an index; then progress", () => {
  let commits = 0
  let confirmed = 0
  let terms = 0
  fc.assert(
    fc.property(story, (told) => {
      const world = worldOf(told)
      play(world, told.steps)
      world.expectLogsMatch()

      world.network.heal()
      world.network.weather = LAN
      for (const index of world.nodes.keys()) world.restart(index)
      world.run(12 * NS_PER_S)
      const index = world.propose(world.leader())
      world.run(2 * NS_PER_S)
      expect(index).toBeGreaterThan(0)
      for (const [at, applied] of world.applied.entries()) {
        expect(applied.at(-1)?.[0], `member ${at}`).toBe(index)
        expect(applied).toEqual(world.applied[0])
      }
      world.expectLogsMatch()
      commits += world.chosen.size
      confirmed += world.reads.filter(({ isConfirmed }) => isConfirmed).length
      terms += world.leaders.size
    }),
    { numRuns: 80, seed: 20141019 },
  )
  // The stories would prove nothing if little came to pass in them.
  expect(commits).toBeGreaterThan(160)
  expect(confirmed).toBeGreaterThan(60)
  expect(terms).toBeGreaterThan(120)
})

test("a snapshot taken anywhere leads to the same future", () => {
  fc.assert(
    fc.property(story, steps, (told, later) => {
      const world = worldOf(told)
      play(world, told.steps)
      const other = worldOf({ ...told, seed: `not ${told.seed}` })
      other.network.restore(world.network.snapshot())
      // The state machines are the world's own, and what they hold is compacted.
      for (const [index, one] of world.applied.entries()) other.applied[index] = [...one]
      expect(other.network.snapshot()).toEqual(world.network.snapshot())

      for (const one of [world, other]) play(one, later)
      expect(other.network.snapshot()).toEqual(world.network.snapshot())
    }),
    { numRuns: 12, seed: 7 },
  )
})
