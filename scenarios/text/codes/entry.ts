/** What `orrery explain <code>` prints. */
export interface CodeEntry {
  readonly title: string
  /** Why it is an error and what to do, in a few sentences. */
  readonly explanation: string
  /** What it looks like, and its repair. */
  readonly example?: { readonly wrong: string; readonly right: string }
}
