import { part } from "./part.ts"
import type { Plain } from "./plain.ts"
import type { Simulation } from "./simulation.ts"

/** The kernel's state between two events with that of its actors, ports and recorder. Links belong to whoever made them. */
export function snapshotKernel(sim: Simulation): Plain {
  return {
    clock: sim.clock.snapshot(),
    halted: sim.halted,
    frames: sim.frames.snapshot(),
    meters: sim.meters.snapshot(),
    digest: sim.digest.snapshot(),
    pool: sim.pool.snapshot(),
    lanes: sim.lanes.snapshot(),
    queue: sim.queue.snapshot(),
    instant: sim.instant.snapshot(),
    actors: sim.actors.map((actor) => actor.snapshot()),
    ports: sim.ports.map((port) => port.snapshot()),
    recorder: sim.recorder.snapshot(),
  }
}

/** Puts it into a simulation that was wired the same way. */
export function restoreKernel(sim: Simulation, saved: Plain): void {
  // The snapshot's door: each part is what the same part's `snapshot` gave.
  const get = (name: string) => part(saved, name) as never
  sim.clock.restore(get("clock"))
  sim.halted = get("halted")
  sim.frames.restore(get("frames"))
  sim.meters.restore(get("meters"))
  sim.digest.restore(get("digest"))
  sim.pool.restore(get("pool"))
  sim.lanes.restore(get("lanes"))
  sim.queue.restore(get("queue"))
  sim.instant.restore(get("instant"))
  const actors: readonly Plain[] = get("actors")
  sim.actors.forEach((actor, index) => {
    actor.restore(actors[index])
  })
  const ports: readonly Plain[] = get("ports")
  sim.ports.forEach((port, index) => {
    port.restore(ports[index])
  })
  sim.recorder.restore(get("recorder"))
}
