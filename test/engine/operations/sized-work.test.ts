import { expect, it } from "vitest"
import { serverMetrics } from "../../../components/kit/server.ts"
import {
  type Contention,
  IdealLink,
  OPEN_ADMISSION,
  ProgramBuilder,
  Server,
  Simulation,
  type Step,
  seedWords,
} from "../../../engine/index.ts"
import { RunMetrics } from "../../../scenarios/run/metrics.ts"
import { Driver } from "../../components/support/driver.ts"
import { DirectPort } from "../support/direct-port.ts"

const KIB = 1024

/** How long calls of these sizes take, in us, which one server gets at once. */
function took(steps: readonly Step[], bytes: readonly number[], contention: Contention | null = null) {
  const sim = new Simulation()
  const program = new ProgramBuilder(seedWords("1"), "one", 1).add(0, "go", steps).build()
  const port = new DirectPort(sim, 0, 1, { link: new IdealLink(sim) })
  const calls = bytes.map((size) => ({ atNs: 0, to: "one", operation: "go", bytes: size }))
  const driver = new Driver(sim, 0, calls, { portOf: () => port, numberOf: () => 0, againUntilNs: 0 })
  const server = new Server(sim, 1, {
    program,
    admission: OPEN_ADMISSION,
    metrics: serverMetrics(new RunMetrics(sim.clock).bag("one"), false),
    ports: [],
    processor: null,
    extension: null,
    forwards: null,
    locks: false,
    contention,
    speed: 1,
  })
  sim.seat([driver, server])
  driver.start()
  sim.run(1e12)
  return [...driver.answers].sort((left, right) => left.call - right.call).map(({ atNs }) => atNs / 1000)
}

const work = (baseNs: number, perKiBNs: number): Step => {
  return { do: "work-on-bytes", baseNs, perByteNs: perKiBNs / KIB }
}

it("takes its base and so much for each byte, to the nanosecond", () => {
  expect(took([work(1000, 1024)], [0, 1, KIB, 1e6])).toEqual([1, 1.001, 2.024, 1001])
  expect(took([work(0, 5000)], [KIB / 2])).toEqual([2.5])
})

it("comes after other work, and is nobody's draw", () => {
  const drawn: Step = { do: "work", time: { kind: "exponential", mean: 1e6 } }
  const [alone = 0] = took([drawn], [KIB])
  expect(took([work(0, 1000), drawn], [KIB])).toEqual([alone + 1])
})

it("is stretched by contention as other work is", () => {
  // The third to begin finds two more: 1 + 2 (0.5 + 0).
  expect(took([work(1000, 0)], [0, 0, 0], { alpha: 0.5, beta: 0 })).toEqual([1, 1.5, 2])
})
