/**
 * A unit as a factor to the family's base unit: 10^tens * times / per. Powers of ten are kept apart because
 * they are applied to the digits of the text, which rounds once: 99.9% is 0.999, not 0.9990000000000001.
 */
export interface Unit {
  readonly tens: number
  readonly times: number
  readonly per: number
}

/** A kind of quantity: how it is written and in which unit it is kept. */
export interface UnitFamily {
  readonly name: "duration" | "rate" | "size" | "share" | "bandwidth"
  /** With its article, for messages. */
  readonly noun: string
  readonly example: string
  /** In the order in which equally short texts are preferred. */
  readonly units: ReadonlyMap<string, Unit>
  /** The unit proposed for a number without one. */
  readonly usual: string
  /** Other spellings, which are pointed out but not accepted: one way to write it. */
  readonly spellings: ReadonlyMap<string, string>
  /** The base unit cannot be divided. */
  readonly isWhole: boolean
  /** Several units may follow each other, as in 1h30m. */
  readonly isCompound: boolean
  /** The largest value that makes sense, in the base unit. */
  readonly max: number
}

function unit(tens: number, times = 1, per = 1): Unit {
  return { tens, times, per }
}

function spellings(groups: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(groups).flatMap(([right, others]) => others.split(" ").map((other) => [other, right])))
}

/** Kept in nanoseconds. */
export const durationUnits: UnitFamily = {
  name: "duration",
  noun: "a duration",
  example: "200ms",
  units: new Map([
    ["d", unit(9, 86_400)],
    ["h", unit(9, 3_600)],
    ["m", unit(9, 60)],
    ["s", unit(9)],
    ["ms", unit(6)],
    ["us", unit(3)],
    ["µs", unit(3)], // micro sign
    ["μs", unit(3)], // Greek mu, which keyboards also give
    ["ns", unit(0)],
  ]),
  usual: "ms",
  spellings: spellings({
    s: "sec secs second seconds S",
    ms: "msec msecs milli millis millisecond milliseconds MS Ms mS",
    us: "usec usecs micro micros microsecond microseconds",
    ns: "nsec nanosecond nanoseconds nanos",
    m: "min mins minute minutes",
    h: "hr hrs hour hours H",
    d: "day days D",
  }),
  isWhole: true,
  isCompound: true,
  max: 104 * 86_400e9, // whole days below 2^53 ns, the longest simulated time
}

/** Kept per second. */
export const rateUnits: UnitFamily = {
  name: "rate",
  noun: "a rate",
  example: "800/s",
  units: new Map([
    ["/s", unit(0)],
    ["/m", unit(0, 1, 60)],
    ["/h", unit(0, 1, 3_600)],
    ["/d", unit(0, 1, 86_400)],
  ]),
  usual: "/s",
  spellings: spellings({
    "/s": "rps qps tps req/s requests/s /sec /second Hz hz per-second ps",
    "/m": "rpm req/m req/min /min /minute",
    "/h": "/hr /hour",
    "/d": "/day",
  }),
  isWhole: false,
  isCompound: false,
  max: 1e12, // chosen: a thousand arrivals a nanosecond
}

/** Kept in bytes. Decimal (kB) and binary (KiB) multiples as in IEC 80000-13. */
export const sizeUnits: UnitFamily = {
  name: "size",
  noun: "a size",
  example: "64KiB",
  units: new Map([
    ["TiB", unit(0, 1024 * 1024 * 1024 * 1024)],
    ["TB", unit(12)],
    ["GiB", unit(0, 1024 * 1024 * 1024)],
    ["GB", unit(9)],
    ["MiB", unit(0, 1024 * 1024)],
    ["MB", unit(6)],
    ["KiB", unit(0, 1024)],
    ["kB", unit(3)],
    ["B", unit(0)],
  ]),
  usual: "B",
  spellings: spellings({
    B: "b byte bytes Byte Bytes",
    kB: "KB kb Kb k K",
    KiB: "Ki kib kiB KIB",
    MB: "mb Mb mB M",
    MiB: "Mi mib MIB",
    GB: "gb Gb gB G",
    GiB: "Gi gib GIB",
    TB: "tb Tb T",
    TiB: "Ti tib TIB",
  }),
  isWhole: true,
  isCompound: false,
  max: 8e15, // whole petabytes below 2^53 bytes
}

/** Kept as a fraction of one. */
export const shareUnits: UnitFamily = {
  name: "share",
  noun: "a share",
  example: "5%",
  units: new Map([["%", unit(-2)]]),
  usual: "%",
  spellings: spellings({ "%": "percent pct" }),
  isWhole: false,
  isCompound: false,
  max: 1,
}

/** Kept in bytes per second. */
export const bandwidthUnits: UnitFamily = {
  name: "bandwidth",
  noun: "a bandwidth",
  example: "100MB/s",
  units: new Map([
    ["GB/s", unit(9)],
    ["MB/s", unit(6)],
    ["kB/s", unit(3)],
    ["B/s", unit(0)],
    ["GiB/s", unit(0, 1024 * 1024 * 1024)],
    ["MiB/s", unit(0, 1024 * 1024)],
    ["KiB/s", unit(0, 1024)],
    ["Gbit/s", unit(9, 1, 8)],
    ["Mbit/s", unit(6, 1, 8)],
    ["kbit/s", unit(3, 1, 8)],
  ]),
  usual: "B/s",
  spellings: spellings({
    "Gbit/s": "Gbps gbps Gb/s",
    "Mbit/s": "Mbps mbps Mb/s",
    "kbit/s": "Kbps kbps Kb/s kb/s Kbit/s",
    "kB/s": "KB/s",
    "GB/s": "GBps",
    "MB/s": "MBps",
  }),
  isWhole: false,
  isCompound: false,
  max: 1e18, // chosen: an exabyte a second
}

export const unitFamilies: readonly UnitFamily[] = [durationUnits, rateUnits, sizeUnits, shareUnits, bandwidthUnits]
