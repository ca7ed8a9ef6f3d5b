import type { FaultVerb } from "../verb.ts"
import { crash } from "./crash.ts"
import { delay } from "./delay.ts"
import { deregister } from "./deregister.ts"
import { duplicate } from "./duplicate.ts"
import { lose } from "./lose.ts"
import { partition } from "./partition.ts"
import { partitionReplies } from "./partition-replies.ts"
import { partitionRequests } from "./partition-requests.ts"
import { pause } from "./pause.ts"
import { reorder } from "./reorder.ts"
import { slow } from "./slow.ts"
import { throttle } from "./throttle.ts"

/** Every fault there is, by name. */
export const FAULT_VERBS: readonly FaultVerb[] = [
  crash,
  delay,
  deregister,
  duplicate,
  lose,
  partition,
  partitionReplies,
  partitionRequests,
  pause,
  reorder,
  slow,
  throttle,
]

/** The fault that `word` begins or ends, or undefined. */
export function findVerb(word: string): FaultVerb | undefined {
  return FAULT_VERBS.find(({ verb, opposite }) => verb === word || opposite === word)
}
