import type { Backends } from "../client-stack/backends.ts"

export const roundRobinState = () => ({ next: 0 })
export function pickRoundRobin(context: { state: { next: number } }, backends: Backends): number {
  const count = backends.length
  let index = context.state.next
  for (let tried = 0; tried < count; tried++) {
    if (index >= count) index = 0
    if (backends.isUp(index)) {
      context.state.next = index + 1
      return index
    }
    index++
  }
  return -1
}
