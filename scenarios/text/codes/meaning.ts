import type { CodeEntry } from "./entry.ts"

/** What can be wrong with a scenario whose every value is right. */
export const meaningCodes = {
  "E-unknown-node": {
    title: "A name that nothing has",
    explanation:
      "A reference names a component that is not under `components`, or an operation that the component does not offer.",
    example: { wrong: "call: legder.insert", right: "call: ledger.insert" },
  },
  "E-call-cycle": {
    title: "Calls in an endless circle",
    explanation:
      "Each of these operations waits for the next, and the last for the first, every time: no request could ever end. Make one of the calls happen by chance (choose), a counted number of times, or without waiting (detached).",
  },
  "E-rule-tie": {
    title: "Two rules for the same calls",
    explanation:
      "An exact name goes before a prefix, and a prefix before `*`. Two rules that fit the same calls equally well leave open which one holds; make one of them more exact.",
    example: {
      wrong: 'policies: { "pay -> *": {}, "* -> ledger": {} }',
      right: 'policies: { "pay -> ledger": {}, "* -> ledger": {} }',
    },
  },
  "E-rule-selects-nothing": {
    title: "A rule for calls that nobody makes",
    explanation:
      "The pattern of a link or policy fits no call of the scenario, so it would do nothing; most likely a name is misspelt or the arrow points the wrong way.",
  },
  "E-no-registry": {
    title: "What should be a registry is none",
    explanation: "`register` and `discovery` name a component of a kind in which others register and are found.",
  },
  "E-not-registered": {
    title: "Looked for where it is not registered",
    explanation:
      "A caller that finds its callees in a registry can only find components that register there: give the callee `register` with the same registry.",
  },
  "E-no-connections": {
    title: "Connections where there are none",
    explanation:
      "The component does something for each connection of its callers, such as a TLS handshake; a link has connections where its entry under `links` says so.",
    example: {
      wrong: "lb: { kind: load-balancer, to: api, tls: {} }",
      right: 'links: { "users -> lb": { connections: { security: tls-1.3 } } }',
    },
  },
  "E-no-zone": {
    title: "Zones where there are none",
    explanation:
      "A locality goes by where replicas stand, and the zone-aware one by where their caller stands, too: both say so by `zone`, a name or a list of which the replicas take turns.",
    example: {
      wrong: "api: { kind: service, replicas: 6 }",
      right: "api: { kind: service, replicas: 6, zone: [eu, us] }",
    },
  },
  "E-member-selects-nothing": {
    title: "A member that cannot have a sidecar",
    explanation:
      "`members` of a mesh name components, or the beginnings of their names with `*`. Clients stand outside of a mesh, and a mesh or a virtual service is no process that calls anybody; a name that fits nothing is most likely misspelt.",
    example: { wrong: "members: [shop, py-*]", right: "members: [shop, pay-*]" },
  },
  "E-member-twice": {
    title: "A member of two meshes",
    explanation:
      "The calls of a component can leave and come in through one sidecar only; take it out of one of the meshes.",
  },
  "W-no-certificate": {
    title: "Calls that a strict mesh refuses",
    explanation:
      "With `mtls: strict` a sidecar refuses whoever shows no certificate of its mesh, so every call of a component that is no member, or of a client, fails. Make the caller a member, put a member such as a gateway in between, or let mtls be permissive.",
  },
  "E-name-taken": {
    title: "A name that a mesh gives its sidecars",
    explanation:
      "The sidecars of `pay` are a component of their own, `pay-sidecar`, in reports and for faults; no other component can have that name.",
  },
  "E-load-missing": {
    title: "A client that sends nothing",
    explanation: "A client needs an entry of its name under `load` that says what it sends.",
  },
  "E-load-unexpected": {
    title: "A load for something that sends nothing by itself",
    explanation: "Only clients have an entry under `load`; the rate of a service follows from those who call it.",
  },
  "E-fault-timing": {
    title: "A fault that says not clearly when",
    explanation: "A fault has exactly one of `at`, `mtbf` with `mttr`, and `when`; `every` needs `at`.",
  },
  "E-fault-amount": {
    title: "A fault without its amount, or with one it has no use for",
    explanation:
      "slow takes a factor (3), lose, duplicate, reorder and the partitions a share (5%), delay a duration (200ms), throttle a bandwidth (1MB/s); crash and pause take none.",
    example: { wrong: "do: slow", right: "do: slow, amount: 3" },
  },
  "E-fault-selects-nothing": {
    title: "A fault that strikes nothing",
    explanation: "No component, replica, link or zone fits the target, or what fits does not obey the verb.",
  },
  "E-file": {
    title: "A file that cannot be used",
    explanation: "Samples are read from a file below the scenario's folder: one number or quantity a line.",
  },
  "E-route-selects-nothing": {
    title: "A route that no request takes",
    explanation:
      "Requests reach the gateway, but none has a path and method that this route takes before all others; most likely its prefix, or the path of a request under `load`, is misspelt.",
    example: { wrong: "routes: [{ prefix: /pya, to: pay }]", right: "routes: [{ prefix: /pay, to: pay }]" },
  },
  "E-cold-start-no-line": {
    title: "Replicas that nobody can wake",
    explanation:
      "With coldStart a replica begins switched off and switches off again when it is idle. The request that wakes it waits in its line until it is up; with queue.lengthMax 0 there is no line, so every request is rejected and no replica ever starts.",
    example: {
      wrong: "coldStart: 1s, queue: { lengthMax: 0 }",
      right: "coldStart: 1s, queue: { lengthMax: 100 }",
    },
  },
  "W-request-unrouted": {
    title: "Requests that no route takes",
    explanation: "They end as errors at the gateway. That may be what you want to see; else a route is missing.",
  },
  "W-overload": {
    title: "More load than the slots can carry",
    explanation:
      "Slots times one over the mean time a request holds one is the most a component can do. Offered more, its line grows as long as the run lasts; the message has the arithmetic. That may be what you want to see.",
  },
} as const satisfies Record<string, CodeEntry>
