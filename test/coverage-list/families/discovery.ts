import { LIVENESS } from "../../../components/discovery/liveness/choice.ts"
import { READS } from "../../../components/discovery/reads/choice.ts"
import { REPLICATIONS } from "../../../components/discovery/replication/choice.ts"
import type { Family } from "./family.ts"

/** The same crash, seen through one part of the registry or another. */
const family = (name: string, part: string, kinds: Iterable<string>): Family => ({
  name,
  kinds: [...kinds],
  estates: [{ scenario: "stale-registry", settings: (kind) => [`components.names.${part}=${kind}`] }],
})

export const DISCOVERY_FAMILIES: readonly Family[] = [
  family("ways to keep entries alive", "liveness", LIVENESS.keys()),
  family("replications", "replication", REPLICATIONS.keys()),
  family("ways to read a registry", "reads", READS.keys()),
]
