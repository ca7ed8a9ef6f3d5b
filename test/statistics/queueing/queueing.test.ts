import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { allenCunneen, machineRepairman, mg1, mmc } from "../../../statistics/index.ts"

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

/** Exact mean value analysis of one server after the other (Reiser and Lavenberg 1980), to compare with. */
function meanValues(users: number, thinkS: number, demandsS: readonly number[]) {
  let inStation = demandsS.map(() => 0)
  let [perSecond, responseS] = [0, 0]
  for (let n = 1; n <= users; n++) {
    const stays = demandsS.map((demandS, i) => demandS * (1 + (inStation[i] ?? 0)))
    responseS = stays.reduce((sum, stay) => sum + stay, 0)
    perSecond = n / (thinkS + responseS)
    inStation = stays.map((stay) => perSecond * stay)
  }
  return { perSecond, responseS }
}

// Q17: four stations, 1 s of thinking.
it.each([1, 10, 20, 35, 50, 100])("the mean values compared with are the oracle's: %d users", (users) => {
  const { perSecond, responseS } = meanValues(users, 1, [0.005, 0.03, 0.008, 0.02])
  expect(perSecond).toBeCloseTo(expected("Q17", `X_per_s N=${users}`), 9)
  expect(responseS * 1_000).toBeCloseTo(expected("Q17", `R_ms N=${users}`), 7)
})

describe("the machine repairman", () => {
  it.each([1, 2, 7, 40, 2_000])("with one server is mean value analysis: %d users", (users) => {
    const closed = machineRepairman({ users, meanThinkS: 1, meanServiceS: 0.05, servers: 1 })
    const { perSecond, responseS } = meanValues(users, 1, [0.05])
    expect(closed.perSecond).toBeCloseTo(perSecond, 9)
    expect(closed.meanSojournS).toBeCloseTo(responseS, 9)
    expect(closed.meanWaitS).toBeCloseTo(responseS - 0.05, 9)
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
