import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { allenCunneen, machineRepairman, meanValueAnalysis, mg1, mmc } from "../../../statistics/index.ts"

interface OracleRow {
  readonly id: string
  readonly expected: Readonly<Record<string, { readonly value: number }>>
}

const { oracles }: { oracles: readonly OracleRow[] } = JSON.parse(readFileSync("test/oracles/oracles.json", "utf8"))

function expected(id: string, name: string): number {
  const value = oracles.find((oracle) => oracle.id === id)?.expected[name]?.value
  if (value === undefined) throw new Error(`${id} says nothing of ${name}`)
  return value
}

describe("Allen and Cunneen", () => {
  it.each([
    [80, 0.01, 1],
    [800, 0.01, 10],
  ])("is M/M/c: %d/s, %d s, %d servers", (arrivalsPerSecond, meanServiceS, servers) => {
    const queue = { arrivalsPerSecond, meanServiceS, servers, arrivalScv: 1, serviceScv: 1 }
    expect(allenCunneen(queue)).toEqual(mmc(arrivalsPerSecond, meanServiceS, servers))
  })

  // Q06: Poisson 70/s, 10 ms of service with these variabilities.
  it.each([
    ["Wq_mean_ms det", 0],
    ["Wq_mean_ms erlang4", 0.25],
    ["Wq_mean_ms exp", 1],
    ["Wq_mean_ms lognormal SCV 2", 2],
    ["Wq_mean_ms hyperexp balanced SCV 4", 4],
  ])("is Pollaczek and Khinchine: %s", (name, serviceScv) => {
    const queue = { arrivalsPerSecond: 70, meanServiceS: 0.01, servers: 1, arrivalScv: 1, serviceScv }
    expect(allenCunneen(queue).meanWaitS * 1_000).toBeCloseTo(expected("Q06", name), 9)
    expect(allenCunneen(queue).meanQueueLength).toBeCloseTo(mg1(70, 0.01, serviceScv).meanQueueLength, 9)
  })
})

describe("mean value analysis", () => {
  // Q17: four stations, 1 s of thinking.
  it.each([1, 10, 20, 35, 50, 100])("of %d users", (users) => {
    const demandsS = [0.005, 0.03, 0.008, 0.02]
    const { perSecond, meanResponseS, meanInSystem } = meanValueAnalysis({ users, meanThinkS: 1, demandsS })
    expect(perSecond).toBeCloseTo(expected("Q17", `X_per_s N=${users}`), 9)
    expect(meanResponseS * 1_000).toBeCloseTo(expected("Q17", `R_ms N=${users}`), 7)
    expect(meanInSystem.reduce((sum, n) => sum + n, perSecond)).toBeCloseTo(users, 9)
  })
})

describe("the machine repairman", () => {
  it.each([1, 2, 7, 40, 2_000])("with one server is mean value analysis: %d users", (users) => {
    const closed = machineRepairman({ users, meanThinkS: 1, meanServiceS: 0.05, servers: 1 })
    const network = meanValueAnalysis({ users, meanThinkS: 1, demandsS: [0.05] })
    expect(closed.perSecond).toBeCloseTo(network.perSecond, 9)
    expect(closed.meanSojournS).toBeCloseTo(network.meanResponseS, 9)
    expect(closed.meanWaitS).toBeCloseTo(network.meanResponseS - 0.05, 9)
  })

  it("tends to M/M/c where many users think for long", () => {
    const users = 100_000
    // 8/s from all of them, 0.25 s of service, 3 servers.
    const closed = machineRepairman({ users, meanThinkS: users / 8, meanServiceS: 0.25, servers: 3 })
    const open = mmc(8, 0.25, 3)
    expect(closed.meanWaitS).toBeCloseTo(open.meanWaitS, 3)
    expect(closed.waitProbability).toBeCloseTo(open.waitProbability, 3)
  })

  it("makes nobody wait who has a server to himself", () => {
    const closed = machineRepairman({ users: 3, meanThinkS: 1, meanServiceS: 1, servers: 3 })
    expect([closed.meanWaitS, closed.waitProbability, closed.utilisation]).toEqual([0, 0, 0.5])
  })
})
