/** In place of a frame's number: none. */
export const NO_FRAME = -1

/** CALLEE of a frame that is not sent yet, and of one that is closed. */
export const NOWHERE = -1
export const CLOSED = -2

/** Integer columns of a frame. */
export const PARENT = 0
export const CALLER = 1
export const CALLEE = 2
export const OPERATION = 3
/** Number of the root request at its client; below 0 where no client has caused it, and then it is not recorded. */
export const ROOT = 4
/** Names this visit within the root request, whatever else the estate holds: see Frames.visitOf. */
export const VISIT = 5
export const ATTEMPT = 6
export const OUTCOME = 7
/** Who still needs the frame: bits CALLER_DONE, CALLEE_DONE. */
export const FLAGS = 8
/** Program counter of the callee's operation. */
export const COUNTER = 9
/** A timer handle: of the callee while it works. */
export const TIMER = 10
/** Of the caller's port: its timeout. */
export const PORT_TIMER = 11
/** Answers the callee waits for, and of these how many it needs. */
export const PENDING = 12
/** Row of the recorded span, -1 when not recorded. */
export const SPAN = 13
/** Neighbours in the one waiting line a frame can be in. */
export const NEXT_WAITING = 14
export const PREVIOUS_WAITING = 15
/** The caller's note about this call: which step, branch or route it was made for. */
export const TAG = 16
export const PRIORITY = 17
/** Free for the callee: loop counters, the backend it chose. */
export const NOTE = 18
/** Free for the caller's port: backend index of an attempt, attempts open of a logical frame. */
export const PORT_NOTE = 19
/** Port the call was made through. */
export const PORT = 20
/** Loop counter of the callee's operation. */
export const LOOP = 21
/** Of a frame sent over a link with connections: which of the caller's connections to the callee, -1 for none. */
export const CONNECTION = 22
/** Columns of frame f begin at f << INT_SHIFT. A power of two, so that `at | COLUMN` needs no overflow check. */
export const INT_SHIFT = 5
export const INT_STRIDE = 32

/** Double columns of a frame. Times in ns. */
export const STARTED = 0
export const ARRIVED = 1
/** Absolute; +Infinity when there is none. */
export const DEADLINE_AT = 2
export const KEY = 3
/** Size of the request; once it is answered, of the answer. */
export const BYTES = 4
export const QUEUED = 5
export const NETWORK = 6
export const BACKOFF = 7
export const POOLED = 8
/** When the present wait began (in a line, for a pool, for answers). */
export const WAITING_SINCE = 9
/** Time spent waiting for answers of calls it made. */
export const DOWNSTREAM = 10
/** Free for the callee: work left, value of a loop. While a message is on its way, when it arrives. */
export const AMOUNT = 11
/** How long the caller lets it wait for a slot, 0 for as long as it takes. */
export const PATIENCE = 12
/** Of an answer with STATES_FRESHNESS: how long it may be kept, below 0 for not at all; and how much longer it may be served stale. */
export const FRESH_FOR = 13
export const STALE_FOR = 14
export const DOUBLE_SHIFT = 4
export const DOUBLE_STRIDE = 16

export const CALLER_DONE = 1
export const CALLEE_DONE = 2
/** The callee holds a slot of its concurrency for this frame. */
export const HOLDS_SLOT = 4
/** The answer carries what was asked for (a cache hit). */
export const FOUND = 8
/** Part of its callee's own work (a parallel branch): not a request, not counted, not recorded. */
export const INTERNAL = 16
/** A copy made by a duplicating link: worked on, its answer is dropped. */
export const DUPLICATE = 32
/** Logical frame whose attempts are frames of their own. */
export const LOGICAL = 64
/** The callee has learnt that nobody waits for the answer. */
export const ABANDON_KNOWN = 128
/** Holds a lock or connection its callee must give back. */
export const HOLDS_EXTRA = 256
/** Waits in a line of its callee. */
export const IN_LINE = 1024
/** Sent and not waited for: its end concerns nobody. */
export const DETACHED = 2048
/** The request has reached its callee. */
export const AT_CALLEE = 16384
/** A message about this frame is on its way as a pending event, which will close it if nobody waits. */
export const IN_TRANSIT = 512
/** Occupies a connection of the link it was sent over. */
export const HOLDS_CONNECTION = 4096
/** Waits at its link for a connection; it has not been sent. */
export const WAITS_CONNECTION = 8192
/** The answer says how long it may be kept: FRESH_FOR and STALE_FOR. */
export const STATES_FRESHNESS = 32768
/** The request is the first on its connection, which was set up for it. */
export const OVER_NEW_CONNECTION = 65536
/** The answer has a size of its own, in BYTES. */
export const STATES_SIZE = 131072
/** An extension holds it back for a time of its own: IN_LINE, too. */
export const HELD = 262144
