import type { Simulation } from "../../../engine/kernel/simulation.ts"

/** The kernel's own state between two events; actors, ports and links are the caller's. */
export function saveKernel(simulation: Simulation) {
  return structuredClone({
    clock: simulation.clock.snapshot(),
    frames: simulation.frames.snapshot(),
    meters: simulation.meters.snapshot(),
    digest: simulation.digest.snapshot(),
    pool: simulation.pool.snapshot(),
    lanes: simulation.lanes.snapshot(),
    queue: simulation.queue.snapshot(),
    instant: simulation.instant.snapshot(),
  })
}

/** Puts it into a simulation wired the same way. */
export function restoreKernel(simulation: Simulation, saved: ReturnType<typeof saveKernel>): void {
  simulation.clock.restore(saved.clock)
  simulation.frames.restore(saved.frames)
  simulation.meters.restore(saved.meters)
  simulation.digest.restore(saved.digest)
  simulation.pool.restore(saved.pool)
  simulation.lanes.restore(saved.lanes)
  simulation.queue.restore(saved.queue)
  simulation.instant.restore(saved.instant)
}
