import { EVICTIONS } from "../../../components/cache/evictions.ts"
import { QUEUE_RULES } from "../../../components/queue-rules/choice.ts"
import type { Family } from "./family.ts"

const evicting: Family = {
  name: "eviction strategies",
  kinds: [...EVICTIONS.keys()],
  estates: [
    {
      scenario: "cold-cache",
      settings: (kind) => [
        "run.duration=12s",
        "run.warmup=1s",
        "faults=[]",
        "components.memory.entriesMax=500",
        `components.memory.eviction=${kind}`,
      ],
    },
  ],
}

const queueing: Family = {
  name: "queue rules",
  kinds: [...QUEUE_RULES.keys()],
  estates: [
    {
      scenario: "standing-queue",
      settings: (kind) => ["run.duration=30s", `components.api.queue={ rule: ${kind} }`],
    },
  ],
}

export const SERVER_FAMILIES: readonly Family[] = [evicting, queueing]
