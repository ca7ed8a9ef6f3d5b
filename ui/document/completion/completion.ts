/** One thing that could stand at the cursor. */
export interface Completion {
  readonly label: string
  /** Comes in place of the text from `start` to `end`. */
  readonly insert: string
  readonly start: number
  readonly end: number
  readonly kind: "key" | "value" | "name"
  /** What it is, in a few words: `duration`, `required`, `load-balancer`. */
  readonly detail: string
  /** Its description; empty where there is none. */
  readonly docs: string
}
