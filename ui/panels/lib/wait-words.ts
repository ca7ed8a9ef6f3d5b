import type { WaitKind } from "../../playback/questions/index.ts"

/** What people call where a call's time goes, and the definition that is shown on hover. */
export const WAIT_WORDS: Readonly<Record<WaitKind, { readonly name: string; readonly means: string }>> = {
  service: { name: "Work", means: "It was worked on, and waited for nobody." },
  queue: { name: "Queue", means: "It waited at the callee for a slot." },
  pool: { name: "Connection", means: "It waited for a connection from a pool." },
  network: { name: "Network", means: "It was on its way, there or back." },
  backoff: { name: "Back-off", means: "Its caller waited before it tried again." },
  downstream: { name: "Downstream", means: "It waited for calls that were made on its behalf." },
  unanswered: { name: "Unanswered", means: "Its caller gave it up; what it waited for is not known." },
}
