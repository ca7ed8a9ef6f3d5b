/** What agents ask for: to be entered, to stay so, to be no longer so, to be known in another state; who there is. */
export const REGISTER = "register"
export const RENEW = "renew"
export const DEREGISTER = "deregister"
export const REPORT = "report"
export const LIST = "list"

/** What servers say to each other: changes, all they know, and Raft's own messages. */
export const REPLICATE = "replicate"
export const COPY = "copy"
export const RAFT = "raft"
/** Among servers and agents: SWIM's packets. */
export const GOSSIP = "gossip"

/** What services may call, where servers agree on every change. */
export const PUT = "put"
export const GET = "get"
export const GET_STALE = "get-stale"

export const KEY_OPERATIONS: readonly string[] = [GET, GET_STALE, PUT]

/** In the order of the arguments that name them to a server's desk. */
export const OPERATIONS: readonly string[] = [
  REGISTER,
  RENEW,
  DEREGISTER,
  REPORT,
  LIST,
  REPLICATE,
  COPY,
  RAFT,
  PUT,
  GET,
  GET_STALE,
  GOSSIP,
]
