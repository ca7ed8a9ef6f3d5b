/** A request that takes a slot like any other, and does nothing with it unless the component has steps of this name. */
export const HEALTH = "health"
/** A connection that is opened and closed again: it needs no slot, and a process that hangs has it too. */
export const CONNECT = "connect"
