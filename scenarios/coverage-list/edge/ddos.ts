import type { Check, Leaf } from "../leaf.ts"

/** A flood of HTTP requests before a site of half its size. */
const layer7 = (rest: Omit<Check, "scenario" | "test">): Check => ({
  scenario: "http-flood",
  test: "test/components/ddos-protection/ddos-protection.test.ts",
  ...rest,
})

/** Twice as many bytes as the line carries. */
const volume = (rest: Omit<Check, "scenario" | "test">): Check => ({
  scenario: "full-pipe",
  test: "test/components/ddos-protection/ddos-protection.test.ts",
  ...rest,
})

/** SYNs that nobody completes; all others are the readers'. */
const syn = (rest: Omit<Check, "scenario" | "test" | "metric" | "direction">): Check => ({
  scenario: "syn-flood",
  metric: "load.readers.succeeded",
  direction: "higher",
  test: "test/components/tcp-listener/tcp-listener.test.ts",
  ...rest,
})

const collateral = "components.shield.collateral=20%"
const flow = "components.shield={ kind: ddos-protection, profile: juniper-scfd, to: site, attackers: [bot-*] }"
const shield = "components.shield={ kind: ddos-protection, to: door, attackers: [flood], requestsAbove: 70/s }"
const behindShield = [
  "load.readers.to=shield",
  "load.flood.to=shield",
  'policies={ "readers -> shield": { timeout: 3s } }',
]

export const ddos: Leaf = {
  id: "edge.ddos",
  checks: [
    layer7({
      option: "ddos-protection.scrubs",
      with: [],
      without: ["components.shield.scrubs=0%"],
      metric: "load.readers.succeeded",
      direction: "higher",
      least: { by: 1000 },
      why: "for 27 s of the attack's 30 s readers have the site to themselves, where 1,300 of 2,100 are turned away",
    }),
    layer7({
      option: "ddos-protection.confirm",
      with: ["components.shield.confirm=12s"],
      without: [],
      metric: "load.bot-net.succeeded",
      direction: "higher",
      least: { times: 2 },
      why: "the attack has 13 s instead of 3 s until it is believed",
    }),
    layer7({
      option: "ddos-protection.mitigationDelay",
      with: ["components.shield.mitigationDelay=15s"],
      without: [],
      metric: "load.readers.succeeded",
      direction: "lower",
      least: { by: 400 },
      why: "14 s more in which six of ten readers are turned away",
    }),
    layer7({
      option: "ddos-protection.baselineTimes",
      with: ["components.shield.baselineTimes=40"],
      without: [],
      metric: "load.bot-net.succeeded",
      direction: "higher",
      least: { times: 3 },
      why: "2,100 a second are no 40 times the usual 100: nothing is found",
    }),
    layer7({
      option: "ddos-protection.collateral",
      with: [collateral],
      without: [],
      metric: "components.shield.counters.benignScrubbed",
      direction: "higher",
      least: { by: 1000 },
      why: "a fifth of 100 readers a second, for the 27 s of scrubbing and 60 s of hold-down",
    }),
    layer7({
      option: "ddos-protection.holdDown",
      with: [collateral, "components.shield.holdDown=5s"],
      without: [collateral],
      metric: "components.shield.counters.benignScrubbed",
      direction: "lower",
      least: { times: 2 },
      why: "32 s of scrubbing instead of 87 s",
    }),
    layer7({
      option: "ddos-protection.timeout",
      with: ["components.shield.timeout=5s"],
      without: [],
      metric: "load.bot-net.succeeded",
      direction: "higher",
      least: { times: 1.8 },
      why: "every 5 s the attack is let in again until it is found once more",
    }),
    layer7({
      option: "ddos-protection",
      with: ["components.shield.profile=aws-shield-advanced"],
      without: [],
      metric: "load.bot-net.succeeded",
      direction: "higher",
      least: { times: 4 },
      why: "an attack of 30 s is over before AWS is sure of it",
    }),
    layer7({
      option: "ddos-protection.per",
      with: [flow],
      without: [],
      metric: "components.shield.counters.benignScrubbed",
      direction: "higher",
      least: { by: 150 },
      why: "by flow all of those readers are dropped who share a key with a bot, five in a hundred, for 27 s and 60 s more",
    }),
    volume({
      option: "ddos-protection.bytesAbove",
      with: [],
      without: ["components.shield.bytesAbove=5Gbit/s"],
      metric: "load.readers.succeeded",
      direction: "higher",
      least: { by: 2500 },
      why: "an attack that is not found fills the line for 40 s, and half of 200 readers a second are lost",
    }),
    volume({
      option: "ddos-protection.place",
      with: ["components.shield.place=behind-pipe"],
      without: [],
      metric: "load.readers.succeeded",
      direction: "lower",
      least: { by: 2500 },
      why: "scrubbing at home finds the line full: half of the readers of 40 s are lost instead of those of 3 s",
    }),
    volume({
      option: "ddos-protection.pipe",
      with: ["components.shield.pipe.bandwidth=10Gbit/s"],
      without: [],
      metric: "components.shield.counters.benignLost",
      direction: "lower",
      least: { by: 150 },
      why: "2 Gbit/s fit: nobody is lost in the 3 s before the scrubbing",
    }),
    syn({
      option: "tcp-listener.cookies",
      with: ["components.door.cookies=on-overflow"],
      without: [],
      least: { by: 1200 },
      why: "a cookie needs no entry; without it the flood fills 1,024 entries in half a minute and keeps them full",
    }),
    syn({
      option: "tcp-listener.overflow",
      with: ["components.door.overflow=drop-oldest"],
      without: [],
      least: { by: 1200 },
      why: "the oldest of 1,024 is 10 s old and more, long after its handshake",
    }),
    syn({
      option: "tcp-listener.backlog",
      with: ["components.door.backlog=4096"],
      without: [],
      least: { by: 1200 },
      why: "40 a second for 63 s are 2,520 entries, which fit",
    }),
    syn({
      option: "tcp-listener.entryLife",
      with: ["components.door.entryLife=15s"],
      without: [],
      least: { by: 1200 },
      why: "40 a second for 15 s are 600 entries, which fit",
    }),
    {
      option: "tcp-listener.synRetries",
      scenario: "syn-flood",
      with: [],
      without: ["components.door.synRetries=0"],
      metric: "components.door.counters.syns",
      direction: "higher",
      least: { times: 1.1 },
      why: "readers who are shut out for 50 of 100 s send their SYN again after 1 s, before their timeout of 3 s",
      test: "test/components/tcp-listener/tcp-listener.test.ts",
    },
    syn({
      option: "ddos-protection",
      with: [shield, ...behindShield],
      without: [],
      least: { by: 1200 },
      why: "90 a second are found to be too many within seconds, and 99 of 100 SYNs of the flood are dropped",
    }),
  ],
}
