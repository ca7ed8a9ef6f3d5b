import { describe, expect, test } from "vitest"
import {
  etcdTiming,
  lanTiming,
  type PushPull,
  type SwimMessage,
  SwimNode,
  type SwimTiming,
} from "../../../components/consensus/index.ts"
import { MEMBER_FIELDS as RAFT_FIELDS, RaftMember } from "../../../components/consensus/raft/member.ts"
import { MEMBER_FIELDS as SWIM_FIELDS, SwimMember } from "../../../components/consensus/swim/member.ts"
import { NS_PER_MS, NS_PER_S } from "../../../engine/index.ts"
import { streamOf } from "./support/network.ts"

/** Member 0 of a group, which the test itself plays. */
function started(count: number, changes: Partial<SwimTiming> = {}): SwimNode {
  const node = new SwimNode(0, count, { ...lanTiming, ...changes }, streamOf("1", "member"))
  node.start(0)
  return node
}

const quiet = { probeIntervalNs: 0, gossipIntervalNs: 0, pushPullIntervalNs: 0, reconnectIntervalNs: 0 }

/** What it sends from now to `untilNs`, each with its time; `answer` may answer at once. */
function sentUntil(node: SwimNode, untilNs: number, answer: (message: SwimMessage, nowNs: number) => void = () => {}) {
  const sent: { readonly nowNs: number; readonly message: SwimMessage }[] = []
  while (node.dueNs <= untilNs) {
    const nowNs = node.dueNs
    node.tick(nowNs)
    for (const message of node.takeOutbox()) {
      sent.push({ nowNs, message })
      answer(message, nowNs)
    }
  }
  return sent
}

const news = (kind: "alive" | "suspect" | "dead", member: number, incarnation = 0) =>
  ({ kind: "gossip", from: 3, to: 0, updates: [{ kind, member, incarnation, from: 3 }] }) as const

test("a suspect is told with the ping that it is one", () => {
  const node = started(4, { gossipIntervalNs: 0 })
  node.receive(0, news("suspect", 1))
  const pings = sentUntil(node, 3 * NS_PER_S).flatMap(({ message }) => (message.kind === "ping" ? [message] : []))
  const toSuspect = pings.find(({ to }) => to === 1)
  expect(toSuspect?.updates[0]).toEqual({ kind: "suspect", member: 1, incarnation: 0, from: 0 })
})

describe("probes by way of others", () => {
  const request = { kind: "ping-request", from: 1, to: 0, sequence: 9, target: 2, updates: [] } as const

  test("an answer is passed back under the number of the one who asked", () => {
    const node = started(4, quiet)
    node.receive(100, request)
    const [ping] = node.takeOutbox()
    expect(ping).toMatchObject({ kind: "ping", to: 2 })
    node.receive(200, { kind: "ack", from: 2, to: 0, sequence: ping?.kind === "ping" ? ping.sequence : 0, updates: [] })
    expect(node.takeOutbox()).toMatchObject([{ kind: "ack", to: 1, sequence: 9 }])
    expect(node.dueNs).toBe(Infinity)
  })

  test("silence is passed back after the time-out", () => {
    const node = started(4, quiet)
    node.receive(100, request)
    node.takeOutbox()
    expect(node.dueNs).toBe(100 + 500 * NS_PER_MS)
    expect(sentUntil(node, NS_PER_S).map(({ message }) => message)).toMatchObject([
      { kind: "nack", to: 1, sequence: 9 },
    ])
  })

  // [whether the helpers say that they failed too, doubt after the first failed probe]: one for each silent helper.
  test.each([
    [true, 0],
    [false, 3],
  ])("who hears that others failed too does not doubt itself (%s)", (areHeard, doubt) => {
    const node = started(6, { gossipIntervalNs: 0, pushPullIntervalNs: 0 })
    const startNs = node.dueNs
    const sent = sentUntil(node, startNs + NS_PER_S, (message, nowNs) => {
      if (message.kind !== "ping-request" || !areHeard) return
      node.receive(nowNs, { kind: "nack", from: message.to, to: 0, sequence: message.sequence, updates: [] })
    })
    expect(sent.filter(({ message }) => message.kind === "ping-request")).toHaveLength(3)
    expect(node.awareness).toBe(doubt)
    expect(node.takeEvents()).toHaveLength(1)
  })
})

describe("lists", () => {
  const list = (status: readonly number[], isAnswer: boolean): PushPull => {
    const lists = { status: Uint8Array.from(status), incarnation: new Float64Array(status.length) }
    return { kind: "push-pull", from: 1, to: 0, isAnswer, ...lists }
  }

  test("who left has left, but who is dead is only suspected", () => {
    const node = started(5, quiet)
    node.receive(0, list([0, 0, 1, 2, 3], false))
    expect([2, 3, 4].map((member) => node.statusOf(member))).toEqual(["suspect", "suspect", "left"])
    expect(node.takeOutbox()).toMatchObject([{ kind: "push-pull", to: 1, isAnswer: true }])
  })

  test("who comes back asks every second until answered", () => {
    const node = started(3, { ...quiet, pushPullIntervalNs: 30 * NS_PER_S })
    node.crash()
    node.restart(NS_PER_S)
    let asked: number[] = []
    const note = (message: SwimMessage, nowNs: number) => {
      if (message.kind === "push-pull") asked.push(nowNs)
    }
    expect(node.takeOutbox()).toMatchObject([{ kind: "push-pull", isAnswer: false }])
    sentUntil(node, 3.5 * NS_PER_S, note)
    expect(asked).toEqual([2 * NS_PER_S, 3 * NS_PER_S])
    asked = []
    node.receive(3.6 * NS_PER_S, list([0, 0, 0], true))
    sentUntil(node, 30 * NS_PER_S, note)
    expect(asked).toEqual([4 * NS_PER_S]) // already due; the next after 30 s
  })
})

describe("gossip", () => {
  // [how long the dead are told, whether the only other member, dead for 100 ms, is]
  test.each([
    [30, true],
    [0, false],
  ])("for %d s the dead are told of their death", (seconds, isTold) => {
    const node = started(2, { ...quiet, gossipIntervalNs: 100 * NS_PER_MS, gossipToTheDeadNs: seconds * NS_PER_S })
    node.receive(0, news("dead", 1))
    const sent = sentUntil(node, 100 * NS_PER_MS).filter(({ message }) => message.kind === "gossip")
    expect(sent.length > 0).toBe(isTold)
  })

  test("what was told least, and of that the newest, goes first", () => {
    const node = started(6, { ...quiet, gossipIntervalNs: NS_PER_S, gossipFanOut: 1, packetUpdatesMax: 1 })
    node.receive(0, news("alive", 1, 1))
    node.receive(0, news("alive", 2, 1))
    const sent = sentUntil(node, 4 * NS_PER_S).flatMap(({ message }) => ("updates" in message ? message.updates : []))
    expect(sent.map(({ member }) => member)).toEqual([2, 1, 2, 1])
  })

  test("newer news of a member takes the place of older", () => {
    const node = started(6, { ...quiet, gossipIntervalNs: NS_PER_S })
    node.receive(0, news("suspect", 1))
    node.receive(0, news("alive", 1, 1))
    const sent = sentUntil(node, 2 * NS_PER_S).flatMap(({ message }) => ("updates" in message ? message.updates : []))
    expect(new Set(sent.map(({ kind }) => kind))).toEqual(new Set(["alive"]))
  })

  test("without news there is nothing to wake for", () => {
    const node = started(6, { ...quiet, gossipIntervalNs: NS_PER_S })
    expect(node.dueNs).toBe(Infinity)
    node.receive(10 * NS_PER_S, news("alive", 1, 1))
    expect(node.dueNs).toBeGreaterThan(10 * NS_PER_S)
    expect(node.dueNs).toBeLessThanOrEqual(11 * NS_PER_S)
  })
})

test.each([
  ["RaftMember", new RaftMember(0, 3, etcdTiming, streamOf("1", "member")), RAFT_FIELDS],
  ["SwimMember", new SwimMember(0, 3, lanTiming, streamOf("1", "member")), SWIM_FIELDS],
])("a snapshot holds every field of a %s that changes", (_, member, fields) => {
  const fixed = ["self", "count", "majority", "timing", "random"]
  expect([...fields].sort()).toEqual(
    Object.keys(member)
      .filter((field) => !fixed.includes(field))
      .sort(),
  )
})
