import { isName } from "../components/kit/reference.ts"

/** Longest of our names; room is kept for a number behind it. */
const lengthMax = 58

/** Gives names of other products as names of ours, each once: `Users (v1)` becomes `Users-v1`. */
export class Namer {
  private readonly taken: Set<string>

  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken)
  }

  /** The name that is nearest to the wanted one, and free. */
  of(wanted: string): string {
    const plain = wanted.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "")
    const name = (isName(plain) ? plain : `_${plain}`).slice(0, lengthMax)
    let free = name
    for (let number = 2; this.taken.has(free); number++) free = `${name}-${number}`
    this.taken.add(free)
    return free
  }
}
