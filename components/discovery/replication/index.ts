export { peers } from "./peers.ts"
export { raft } from "./raft.ts"
