import type { ProxyMember } from "../kit/proxies.ts"
import type { MeshParams } from "./parameters.ts"

/** What a mesh makes each of its sidecars from. */
export interface SidecarParams {
  /** Name of the mesh. */
  readonly owner: string
  /** Replicas of its control plane. */
  readonly planes: number
  readonly mesh: MeshParams
  readonly member: ProxyMember
}
