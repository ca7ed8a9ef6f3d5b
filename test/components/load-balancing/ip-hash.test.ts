import { describe, expect, it } from "vitest"
import { Backends } from "../../../components/kit/balancing/backends.ts"
import { addressNumber, addressText } from "../../../components/load-balancing/hashing/addresses.ts"
import { pickByAddress } from "../../../components/load-balancing/hashing/ip-hash.ts"
import { Choosing } from "./support/choosing.ts"

const equal = (count: number) => new Backends(Array.from({ length: count }, (_, index) => index))

describe("IP hash", () => {
  // Acceptance fact A3 and the reference card's table: three equal peers, then the first choice down.
  it.each([
    ["10.0.0.1", 0, 1],
    ["10.0.0.254", 0, 1],
    ["10.0.1.1", 1, 2],
    ["192.168.1.9", 1, 2],
    ["203.0.113.7", 0, 2],
    ["198.51.100.3", 0, 2],
    ["172.16.5.80", 1, 2],
  ])("%s goes to %i, and to %i when that is down", (address, wanted, next) => {
    const backends = equal(3)
    expect(pickByAddress(backends, addressNumber(address))).toBe(wanted)
    backends.up[wanted] = 0
    expect(pickByAddress(backends, addressNumber(address))).toBe(next)
  })

  // nginx 1.22.1, recorded with five servers: oracle B04.
  it.each([
    ["1.0.0.0", "c"],
    ["38.91.13.7", "e"],
    ["75.182.26.14", "b"],
    ["112.17.39.21", "a"],
    ["149.108.52.28", "c"],
    ["186.199.65.35", "e"],
    ["223.34.78.42", "d"],
    ["37.125.91.49", "c"],
    ["74.216.104.56", "e"],
    ["111.51.117.63", "c"],
  ])("%s goes to %s of five", (address, wanted) => {
    expect("abcde"[pickByAddress(equal(5), addressNumber(address))]).toBe(wanted)
  })

  it("all of a /24 go to one server", () => {
    const network = addressNumber("10.1.2.0")
    for (let host = 0; host < 256; host++) expect(pickByAddress(equal(5), network + host)).toBe(0)
    expect(addressText(network + 255)).toBe("10.1.2.255")
  })

  it("spreads scattered clients by weight, and clients of one network hardly", () => {
    const scattered = new Choosing("ip-hash", [1, 2, 1]).shares(20_000)
    // Four standard errors of a share of 1/2: 4 * sqrt(0.25 / 20000) = 0.014.
    expect(Math.abs((scattered[1] ?? 0) - 0.5)).toBeLessThan(0.014)
    const office = new Choosing("ip-hash", [1, 1, 1], { preset: "office" })
    expect(office.shares(256)).toEqual([1, 0, 0]) // 10.0.0.0/24, as 10.0.0.1 above
    expect(office.shares(512)).toEqual([0.5, 0.5, 0])
  })

  it("takes turns where 20 tries find nobody", () => {
    // Of a total weight of 1,000,001 the hash, below 6271, never comes to the second.
    const choosing = new Choosing("ip-hash", [1_000_000, 1, 1])
    choosing.backends.up[0] = 0
    expect([1, 2, 3, 4].map((key) => choosing.choose(key))).toEqual([1, 2, 1, 2])
    choosing.backends.up.fill(0)
    expect(choosing.choose(1)).toBe(-1)
  })
})
