import { STRATEGIES } from "../../../components/load-balancing/choice.ts"
import type { Family } from "./family.ts"

export const balancing: Family = {
  name: "balancing strategies",
  kinds: [...STRATEGIES.keys()],
  estates: [
    {
      scenario: "uneven-servers",
      settings: (kind) => [
        "run.duration=4s",
        "run.warmup=500ms",
        "load.users.keys=zipf n=10000 s=0.8",
        "components.search.weights=[3, 1, 2, 4]",
        `components.balancer.strategy=${kind}`,
      ],
    },
  ],
}
