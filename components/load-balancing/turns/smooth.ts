import type { Backends } from "../../kit/balancing/backends.ts"

/**
 * One round of nginx's smooth weighted round robin among the backends that are up and as loaded for their weight as
 * `best`: each gains its weight, the first of the highest is chosen and pays what all gained. A backend without equals
 * leaves all `current` weights as they are. Source: nginx, ngx_http_upstream_{round_robin,least_conn_module}.c.
 */
export function smoothTurn(
  backends: Backends,
  current: Float64Array,
  load: Float64Array | Int32Array,
  best: number,
): number {
  let chosen = best
  let equals = 0
  let total = 0
  for (let index = 0; index < backends.length; index++) {
    const weight = backends.weightOf(index)
    if (!backends.isUp(index) || (load[index] ?? 0) * backends.weightOf(best) !== (load[best] ?? 0) * weight) continue
    const raised = (current[index] ?? 0) + weight
    current[index] = raised
    total += weight
    if (equals === 0 || raised > (current[chosen] ?? 0)) chosen = index
    equals++
  }
  current[chosen] = (current[chosen] ?? 0) - total
  return chosen
}
