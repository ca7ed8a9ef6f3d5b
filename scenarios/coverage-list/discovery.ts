import type { Check, Leaf } from "./leaf.ts"

const tests = "test/components/discovery"

/** One of ten replicas crashes at 20 s of 60. */
const stale = { scenario: "stale-registry", test: `${tests}/registry.test.ts` }
const viaBalancer = ["components.shop.operations={ buy: [{ call: balancer }] }"]
const checked = (words: string) => `components.names.liveness={ kind: check, ${words} }`

type Rest = Omit<Check, "option" | "scenario" | "with" | "without" | "test">

/** The same estate and the same crash, registered with two products. */
const product = (one: string, other: string, rest: Rest): Check => ({
  option: one,
  scenario: "registry-kinds",
  with: [`components.names.profile=${one}`],
  without: [`components.names.profile=${other}`],
  test: `${tests}/registry.test.ts`,
  ...rest,
})

const late = "components.names.counters.stalenessMs.max"
const errors = "load.users.outcomes.error"
/** It hangs instead. */
const hang = ['faults=[{ at: 60s, for: 300s, do: pause, target: "pay[0]" }]']

const keys = { scenario: "leader-loss", test: `${tests}/replication/raft.test.ts` }

/** The guide's file, as `orrery import consul` prints it, with twenty instances in place of one. */
const consul = {
  option: "check",
  scenario: "consul-import",
  settings: ["components.user-service.replicas=20"],
  test: "test/formats/consul/consul.test.ts",
}
const guideCheck = (words: string) => `components.consul.liveness={ kind: check, preset: consul, ${words} }`

export const discovery: readonly Leaf[] = [
  {
    id: "discovery.client-side",
    checks: [
      {
        ...stale,
        option: "registry",
        with: [],
        without: ["policies={}"],
        metric: errors,
        direction: "lower",
        least: { times: 3 },
        why: "callers without a registry know all replicas for ever, and call the dead one for 40 s instead of at most 10.5",
      },
      {
        ...stale,
        option: "poll",
        with: ["components.names.reads={ kind: poll, interval: 20s, cache: 0s }"],
        without: [],
        metric: late,
        direction: "higher",
        least: { by: 5000 },
        why: "of 21 callers that ask every 20 s, the last does so some 19 s after the first could have known",
        test: `${tests}/reads/poll.test.ts`,
      },
    ],
  },
  {
    id: "discovery.server-side",
    checks: [
      {
        ...stale,
        option: "registry",
        with: viaBalancer,
        without: [],
        metric: "load.users.latencyMs.mean",
        direction: "higher",
        least: { by: 0.9 },
        why: "the balancer is one hop more, of 0.5 ms there and back",
      },
      {
        ...stale,
        option: "registry",
        settings: ["components.names.reads={ kind: poll, interval: 5s, cache: 0s }"],
        with: viaBalancer,
        without: [],
        metric: "components.names.counters.staleEntries.max",
        direction: "lower",
        least: { times: 10 },
        why: "one list is stale instead of those of 20 callers and of a balancer that nobody asks",
      },
    ],
  },
  {
    id: "discovery.health",
    checks: [
      {
        ...stale,
        option: "check",
        with: [checked("interval: 1s, timeout: 500ms")],
        without: [checked("interval: 20s, timeout: 500ms")],
        metric: errors,
        direction: "lower",
        least: { by: 10 },
        why: "20 requests a second are for the dead replica, until a check finds it after half an interval, 0.5 or 10 s",
        test: `${tests}/liveness/check.test.ts`,
      },
      {
        ...stale,
        option: "check",
        settings: ['faults=[{ at: 20s, for: 40s, do: pause, target: "pay[0]" }]'],
        with: [checked("interval: 1s, timeout: 500ms")],
        without: [],
        metric: "load.users.succeeded",
        direction: "higher",
        least: { times: 1.02 },
        why: "a replica that hangs goes on renewing its lease, so a tenth of the requests of 40 s fail unless it is checked",
        test: `${tests}/liveness/check.test.ts`,
      },
      {
        ...stale,
        option: "deregister",
        with: ['faults=[{ at: 19s, do: deregister, target: "pay[0]" }, { at: 20s, do: crash, target: "pay[0]" }]'],
        without: [],
        metric: "load.users.succeeded",
        direction: "higher",
        least: { by: 60 },
        why: "a replica that takes leave first is called no more when it stops; else 20 requests a second fail for 6.7 s or more",
      },
    ],
  },
  {
    id: "discovery.consul",
    checks: [
      product("consul-1", "zookeeper-3", {
        metric: late,
        direction: "lower",
        least: { by: 9000 },
        why: "its check is refused within 10 s; a session ends no sooner than 20 s after the last ping",
      }),
      product("consul-1", "etcd-3", {
        settings: hang,
        metric: errors,
        direction: "lower",
        least: { by: 150 },
        why: "its check finds that a replica hangs; a lease is renewed all the same, and one request a second fails for 300 s",
      }),
    ],
  },
  {
    id: "discovery.eureka",
    checks: [
      product("eureka-2", "etcd-3", {
        metric: late,
        direction: "higher",
        least: { times: 2 },
        why: "a renewed lease lasts 180 s, then come three waits for timers; etcd's lasts 60 s",
      }),
      product("eureka-2", "consul-1", {
        settings: ["components.pay.replicas=3"],
        metric: errors,
        direction: "higher",
        least: { by: 1000 },
        why: "with 3 clients it wants more renewals than they make, so it evicts nobody: a third fails for 300 s",
      }),
    ],
  },
  {
    id: "discovery.etcd",
    checks: [
      product("etcd-3", "zookeeper-3", {
        metric: late,
        direction: "higher",
        least: { by: 7000 },
        why: "its lease runs out 40 s after the crash at the earliest, a session of 30 s after 32 s at the latest",
      }),
      product("etcd-3", "consul-1", {
        metric: "links.names -> names.calls",
        direction: "higher",
        least: { times: 2 },
        why: "its leader calls the others ten times a second, Consul's twice",
      }),
    ],
  },
  {
    id: "discovery.zookeeper",
    checks: [
      product("zookeeper-3", "etcd-3", {
        metric: errors,
        direction: "lower",
        least: { by: 5 },
        why: "one request a second fails for up to 32 s instead of for 40 s or more",
      }),
      product("zookeeper-3", "consul-1", {
        metric: "components.names.counters.lists",
        direction: "higher",
        least: { times: 2 },
        why: "its watches are renewed within 20 s, and each change is a notice and a list",
      }),
    ],
  },
  {
    id: "discovery.kubernetes-dns",
    checks: [
      product("kubernetes-dns", "consul-1", {
        metric: late,
        direction: "higher",
        least: { by: 9000 },
        why: "a probe has to fail three times, 10 s apart, and answers live for another 30 s",
      }),
      product("kubernetes-dns", "etcd-3", {
        metric: "links.names -> names.calls",
        direction: "lower",
        least: { times: 20 },
        why: "its servers only tell each other of changes; a Raft leader calls the others ten times a second",
      }),
      {
        option: "dns",
        scenario: "registry-kinds",
        with: ["components.names.profile=kubernetes-dns", "components.names.reads={ kind: dns, name: qualified }"],
        without: ["components.names.profile=kubernetes-dns"],
        metric: "components.names.counters.lists",
        direction: "higher",
        least: { times: 3 },
        why: "with ndots:5 three search domains are tried first, with two questions each: eight in place of two",
        test: `${tests}/reads/dns.test.ts`,
      },
    ],
  },
  {
    id: "discovery.kv",
    checks: [
      {
        ...keys,
        option: "raft",
        with: ["components.config.replication={ kind: raft, preset: consul }"],
        without: [],
        metric: "load.writer.latencyMs.max",
        direction: "higher",
        least: { by: 2000 },
        why: "without a leader nothing is written until another is elected, 5 to 10 s later instead of 1 to 2 s",
      },
      {
        ...keys,
        option: "raft",
        with: [],
        without: [
          "components.config.replicas=1",
          'links={ "* -> config": { latency: 500us } }',
          "faults=[{ at: 30s, for: 10s, do: crash, target: config }]",
        ],
        metric: "load.writer.succeeded",
        direction: "higher",
        least: { by: 100 },
        why: "two of three servers elect another leader and go on; one alone is gone for 10 s, in which 200 are written",
      },
      {
        ...keys,
        option: "registry",
        settings: ["faults=[]"],
        with: ["load.reader.to=config.get-stale"],
        without: [],
        metric: "load.reader.latencyMs.mean",
        direction: "lower",
        least: { by: 1.5 },
        why: "a stale read is answered by the server that is asked; another waits 2 ms for a majority to confirm its leader",
      },
    ],
  },
  {
    id: "discovery.import.consul",
    checks: [
      {
        ...consul,
        with: [],
        without: [guideCheck("interval: 60s, timeout: 5s")],
        metric: "components.consul.counters.stalenessMs.max",
        direction: "lower",
        least: { by: 30_000 },
        why: "of twenty instances that hang, the last is found almost an interval and 5 s later: some 15 s instead of some 65",
      },
      {
        ...consul,
        with: [],
        without: [guideCheck("interval: 10s, timeout: 1s")],
        metric: "components.consul.counters.stalenessMs.max",
        direction: "higher",
        least: { by: 3000 },
        why: "a check of one that hangs takes its whole time-out, the file's 5 s instead of 1",
      },
    ],
  },
]
