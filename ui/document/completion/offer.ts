/** Something that could stand at the cursor, before it is known how it is written there. */
export interface Offer {
  readonly label: string
  readonly kind: "key" | "value" | "name"
  readonly detail: string
  readonly docs: string
  /** Of a key: its value goes on its line, or on lines below. Of a value: it is no text (a number, true). */
  readonly holds?: "lines" | "literal"
}

export function offer(label: string, kind: Offer["kind"], detail = "", docs = ""): Offer {
  return { label, kind, detail, docs }
}
