import type { Topology, TopologyNode } from "../../../ui/protocol/topology.ts"

export function nodeOf(name: string, part: Partial<TopologyNode> = {}): TopologyNode {
  return {
    name,
    kind: "service",
    title: "Service",
    profile: undefined,
    layer: "service",
    zones: [],
    beside: undefined,
    actors: [0],
    slots: 4,
    faults: ["crash", "slow"],
    metrics: [],
    ...part,
  }
}

export function topologyOf(
  nodes: readonly (string | TopologyNode)[],
  edges: readonly { readonly from: string; readonly to: string }[],
): Topology {
  return {
    scenario: {
      name: "test",
      question: undefined,
      hash: "",
      seed: "42",
      durationNs: 1e9,
      warmupNs: 0,
      objectives: [],
    },
    nodes: nodes.map((node) => (typeof node === "string" ? nodeOf(node) : node)),
    edges: edges.map((edge) => ({ ...edge, detached: false })),
    actors: [],
    operations: [],
    faultVerbs: [
      verbOf("crash", "component", "none", null),
      verbOf("slow", "component", "factor", null),
      verbOf("pause", "component", "none", null),
      verbOf("partition", "link", "share", 1),
    ],
  }
}

type Verb = Topology["faultVerbs"][number]

function verbOf(verb: string, target: Verb["target"], amount: Verb["amount"], amountDefault: number | null): Verb {
  return {
    verb,
    opposite: `un-${verb}`,
    target,
    amount,
    amountDefault,
    worst: "highest",
    title: verb,
    summary: `It does ${verb}.`,
  }
}
