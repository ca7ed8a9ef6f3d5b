/** What a member thinks of another; the numbers stand in `status` arrays. */
export const ALIVE = 0
export const SUSPECT = 1
export const DEAD = 2
export const LEFT = 3

/** News of a member, as `from` has it. "dead" from the member itself says that it leaves. */
export type SwimUpdate = {
  readonly kind: "alive" | "suspect" | "dead"
  readonly member: number
  readonly incarnation: number
  readonly from: number
}

type Packet = { readonly from: number; readonly to: number; readonly updates: readonly SwimUpdate[] }

/** Packets (UDP in memberlist), each with news on its back. A nack tells that the member asked is itself well. */
export type SwimPacket =
  | (Packet & { readonly kind: "ping" | "ack" | "nack"; readonly sequence: number })
  | (Packet & { readonly kind: "ping-request"; readonly sequence: number; readonly target: number })
  | (Packet & { readonly kind: "gossip" })

/** The whole list, over a connection in memberlist (TCP): a network that loses packets need not lose it. */
export type PushPull = {
  readonly kind: "push-pull"
  readonly from: number
  readonly to: number
  readonly isAnswer: boolean
  readonly status: Uint8Array
  readonly incarnation: Float64Array
}

/** What members say to each other; immutable plain data, safe to delay, drop, repeat and reorder. */
export type SwimMessage = SwimPacket | PushPull

/** A change of mind about a member. */
export type SwimEvent = { readonly kind: "alive" | "suspect" | "dead" | "left"; readonly member: number }
