import fc from "fast-check"
import type { Document } from "./support.ts"

const duration = fc.constantFrom("1ms", "2ms", "5ms", "exponential 2ms", "exponential 5ms", "uniform 1ms..9ms")
const outcome = fc.constantFrom("error", "rejected", "timeout")

/** A list of steps of the service number `self` among `count`; it calls those behind it only. */
function stepsOf(self: number, count: number): fc.Arbitrary<readonly object[]> {
  const own: fc.Arbitrary<object>[] = [
    duration.map((work) => ({ work })),
    duration.map((wait) => ({ wait })),
    fc.record({ outcome, share: fc.constantFrom("5%", "20%") }).map((fail) => ({ fail })),
  ]
  if (self + 1 >= count) return fc.array(fc.oneof(...own.slice(0, 2)), { minLength: 1, maxLength: 2 })
  const callee = fc.integer({ min: self + 1, max: count - 1 }).map((number) => `s${number}`)
  const call = fc
    .record({ to: callee, release: fc.boolean(), optional: fc.boolean() })
    .map((entry): object => ({ call: entry }))
  const detached = callee.map((to): object => ({ call: { to, detached: true } }))
  const kept = fc.record({ to: callee, optional: fc.boolean() }).map((entry): object => ({ call: entry }))
  const branch = fc.oneof(
    kept,
    fc.tuple(duration, kept, detached).map(([work, ...rest]): object => ({ sequence: [{ work }, ...rest] })),
  )
  const parallel = fc
    .tuple(fc.array(branch, { minLength: 1, maxLength: 2 }), fc.boolean())
    .map(([branches, first]): object => ({ parallel: branches, ...(first ? { need: 1 } : {}) }))
  const choose = fc.tuple(call, duration).map(([step, work]): object => ({
    choose: [
      { weight: 1, steps: [step] },
      { weight: 2, steps: [{ work }] },
      { weight: 1, steps: [] },
    ],
  }))
  const repeat = fc
    .tuple(fc.oneof(call, parallel), duration)
    .map(([step, work]): object => ({ repeat: { again: "30%", steps: [step, { work }] } }))
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.oneof(...own) },
    { weight: 3, arbitrary: call },
    { weight: 1, arbitrary: fc.oneof(detached, parallel, choose, repeat) },
  )
  const last = fc.option(
    callee.map((then): object => ({ then })),
    { nil: undefined, freq: 4 },
  )
  return fc
    .tuple(fc.array(step, { minLength: 1, maxLength: 3 }), last)
    .map(([steps, end]) => (end === undefined ? steps : [...steps, end]))
}

const some = <T>(from: fc.Arbitrary<T>) => fc.option(from, { nil: undefined })

function serviceOf(self: number, count: number): fc.Arbitrary<object> {
  return fc
    .record({
      kind: fc.constant("service"),
      replicas: fc.integer({ min: 1, max: 3 }),
      concurrency: fc.constantFrom(1, 2, 4, "unlimited"),
      queue: fc
        .record({
          order: fc.constantFrom("fifo", "lifo", "priority"),
          lengthMax: fc.constantFrom(1, 5, "unlimited"),
          overflow: fc.constantFrom("reject-new", "drop-oldest"),
          patience: some(fc.constantFrom("20ms", "exponential 30ms")),
        })
        .map(given),
      cpu: some(
        fc.record({
          cores: fc.integer({ min: 1, max: 2 }),
          discipline: fc.constantFrom("processor-sharing", "fifo", "priority", "preemptive-priority"),
        }),
      ),
      coldStart: fc.option(fc.constant("10ms"), { nil: undefined, freq: 6 }),
      operations: fc.record({ go: stepsOf(self, count) }),
    })
    .map(given)
}

const policy = fc
  .record({
    timeout: fc.constantFrom("15ms", "40ms", "100ms"),
    deadline: some(fc.constant("60ms")),
    cancels: fc.boolean(),
    retry: some(
      fc.record({
        attemptsMax: fc.integer({ min: 2, max: 3 }),
        backoff: fc.constantFrom("none", "fixed 5ms", "exponential 2ms..20ms"),
        jitter: fc.constantFrom("none", "full", "equal", "decorrelated"),
      }),
    ),
    balance: fc.constantFrom("round-robin", "random", "least-connections"),
  })
  .map(given)

const link = fc
  .record({
    latency: some(fc.constantFrom("500us", "exponential 1ms", "30ms")),
    loss: fc.constantFrom("0%", "5%"),
    duplication: fc.constantFrom("0%", "10%"),
    connections: some(
      fc.oneof(
        fc.record({ max: fc.integer({ min: 1, max: 3 }), handshakeRoundTrips: fc.integer({ min: 0, max: 2 }) }),
        fc.constantFrom(
          { security: "tls-1.3", streams: 3, max: 2 },
          { security: "none", requestsMax: 2, initialWindow: 2 },
          { security: "quic", ageMax: "20ms", idleTimeout: "5ms", streams: 2 },
        ),
      ),
    ),
  })
  .map(given)

function faultOf(count: number): fc.Arbitrary<object> {
  const moment = fc.record({
    at: fc.integer({ min: 0, max: 250 }).map(ms),
    for: fc.integer({ min: 1, max: 150 }).map(ms),
  })
  const service = fc.integer({ min: 0, max: count - 1 }).map((number) => `s${number}`)
  return fc.oneof(
    fc
      .record({ do: fc.constantFrom("crash", "pause"), target: service })
      .chain((what) => moment.map((when) => ({ ...what, ...when }))),
    fc
      .record({ do: fc.constant("slow"), target: service, amount: fc.constantFrom(2, 5) })
      .chain((what) => moment.map((when) => ({ ...what, ...when }))),
    service.chain((name) => moment.map((when) => ({ do: "partition", target: `* -> ${name}`, ...when }))),
  )
}

const loadOf = fc.record({
  open: fc.constantFrom("poisson 100/s", "poisson 300/s", "constant 200/s", { kind: "batch", rate: "40/s", size: 5 }),
  mix: fc.constantFrom(
    { only: { share: "80%" } },
    { urgent: { share: "30%", priority: 0 }, slack: { share: "70%", priority: 3, deadline: "80ms" } },
    { brisk: { share: "50%", patience: "25ms" }, calm: { share: "50%" } },
  ),
})

/**
 * Random documents: 2 to 5 services that call each other one way only, all kinds of admission, policies and faults.
 * Their load ends at 300 ms and the faults end soon after, so that all that can end has ended.
 */
export const estates: fc.Arbitrary<Document> = fc.integer({ min: 2, max: 5 }).chain((count) => {
  const numbers = Array.from({ length: count }, (_, number) => number)
  const services = fc.tuple(...numbers.map((number) => serviceOf(number, count)))
  const rules = fc.tuple(...numbers.map(() => fc.record({ policy: some(policy), link: some(link) })))
  return fc
    .record({ services, rules, load: loadOf, faults: fc.array(faultOf(count), { maxLength: 3 }) })
    .map((drawn) => {
      const { services: entries, rules: pairs, load, faults } = drawn
      const named = (part: "policy" | "link") =>
        Object.fromEntries(
          pairs.flatMap((pair, number) => {
            // What can lose a message has a timeout.
            const entry = pair[part] ?? (part === "policy" ? { timeout: "150ms" } : undefined)
            return entry === undefined ? [] : [[`* -> s${number}`, entry]]
          }),
        )
      // Whom no service calls the client asks itself, since rules that select nothing are refused.
      const called = JSON.stringify(entries)
      const asked = numbers.filter((number) => number > 0 && !called.includes(`"s${number}"`))
      const mix = {
        ...load.mix,
        ...Object.fromEntries(asked.map((number) => [`ask-${number}`, { share: "20%", to: `s${number}` }])),
      }
      return {
        run: { duration: "20s", eventsMax: 2_000_000 },
        components: {
          shop: { kind: "client" },
          ...Object.fromEntries(entries.map((entry, number) => [`s${number}`, entry])),
        },
        load: { shop: { ...load, mix, to: "s0", stopAt: "300ms" } },
        links: named("link"),
        policies: named("policy"),
        faults,
      }
    })
})

/** The members that are there: JSON has no undefined. */
function given<T extends object>(members: T): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}

function ms(count: number): string {
  return `${count}ms`
}
