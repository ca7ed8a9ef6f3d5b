import { freeName } from "../edits/add-component.ts"
import { readSource } from "../text/source.ts"
import { namesIn } from "./estate.ts"

/** The components that a text names under `components`; none of a text that is no YAML. */
export function componentNames(text: string): readonly string[] {
  return namesIn(readSource(text)?.parsed.data)
}

/** The name that a new component of a kind gets. */
export function newNameFor(text: string, kind: string): string {
  return freeName(componentNames(text), kind)
}
