/** Agreement and failure detection as message-passing state machines, which components with replicas drive. */
export * from "./raft/messages.ts"
export { RaftNode } from "./raft/node.ts"
export * from "./raft/timing.ts"
export * from "./swim/formulas.ts"
export * from "./swim/messages.ts"
export { SwimNode } from "./swim/node.ts"
export * from "./swim/timing.ts"
