import { describeValue } from "../../components/kit/mistake.ts"
import { nearest } from "../../components/kit/nearest.ts"
import type { Notes } from "../notes.ts"
import type { PlacedPlugin } from "./entities.ts"

type Entry = Readonly<Record<string, unknown>>

/** What a plug-in needs beside the gateway. */
export interface PluginParts {
  readonly entry: Entry | undefined
  /** Its counters are in Redis. */
  readonly sharesCounters: boolean
}

interface Reader {
  /** Members of its configuration that are read, or change nothing that a model could show. */
  readonly known: readonly string[]
  read(config: ConfigReader): Entry | undefined
}

/** Windows of Kong's rate limits, shortest first; months and years are longer than a run. */
const WINDOWS = { second: "1s", minute: "1m", hour: "1h", day: "1d" } as const
const PERIODS = [...Object.keys(WINDOWS), "month", "year"]
const LIMIT_BY = ["consumer", "credential", "ip", "service", "header", "path", "consumer-group"]
const POLICIES = ["local", "redis", "cluster"]

const READERS: Readonly<Record<string, Reader>> = {
  "rate-limiting": {
    known: [
      ...PERIODS,
      ...["policy", "limit_by", "fault_tolerant", "sync_rate", "redis", "hide_client_headers", "error_code"],
      ...["error_message", "header_name", "path"],
    ],
    read: rateLimiting,
  },
  jwt: {
    known: [
      ...["claims_to_verify", "secret_is_base64", "key_claim_name", "uri_param_names", "header_names", "realm"],
      ...["cookie_names", "run_on_preflight"],
    ],
    read: (config) => {
      const claims = config.value("claims_to_verify")
      const checksExpiry = Array.isArray(claims) && claims.includes("exp")
      return { kind: "jwt", preset: "kong", ...(checksExpiry ? { verifyExpiry: true } : {}) }
    },
  },
  "proxy-cache": {
    known: ["cache_ttl", "request_method", "strategy", "memory", "response_code", "content_type"],
    read: (config) => {
      config.oneOf("strategy", ["memory"])
      const methods = config.value("request_method")
      return {
        kind: "response-cache",
        ttl: `${config.number("cache_ttl", 300)}s`,
        ...(Array.isArray(methods) ? { methods } : {}),
      }
    },
  },
  "request-transformer": {
    known: ["add", "append", "http_method", "remove", "rename", "replace"],
    read: () => ({ kind: "request-transformer" }),
  },
  "response-transformer": {
    known: ["add", "append", "remove", "rename", "replace"],
    read: () => ({ kind: "response-transformer" }),
  },
}

/** A plug-in of ours for one of Kong's; nothing, with a warning, for one that Orrery has not. */
export function pluginEntry(plugin: PlacedPlugin, notes: Notes): PluginParts {
  const reader = Object.hasOwn(READERS, plugin.name) ? READERS[plugin.name] : undefined
  if (reader === undefined) {
    const suggestion = nearest(plugin.name, Object.keys(READERS))
    notes.warn("W-not-imported", [...plugin.at, "name"], `Orrery has no plug-in ${plugin.name}; it is left out`, {
      found: plugin.name,
      ...(suggestion === undefined ? {} : { suggestion }),
    })
    return { entry: undefined, sharesCounters: false }
  }
  const config = new ConfigReader(plugin, notes)
  config.warnOfOthers(reader.known)
  const sharesCounters = plugin.name === "rate-limiting" && config.value("policy") === "redis"
  return { entry: reader.read(config), sharesCounters }
}

/** Reads members of one plug-in's `config`, and says at their places what is wrong with them. */
class ConfigReader {
  private readonly plugin: PlacedPlugin
  private readonly notes: Notes

  constructor(plugin: PlacedPlugin, notes: Notes) {
    this.plugin = plugin
    this.notes = notes
  }

  value(key: string): unknown {
    return Object.hasOwn(this.plugin.config, key) ? this.plugin.config[key] : undefined
  }

  /** A number above 0. */
  number(key: string, fallback: number): number {
    const value = this.value(key)
    if (value === undefined || value === null) return fallback
    if (typeof value === "number" && value > 0) return value
    this.wrong(key, `expected a number above 0, found ${describeValue(value)}`)
    return fallback
  }

  oneOf(key: string, words: readonly string[]): string {
    const [first = ""] = words
    const value = this.value(key) ?? first
    if (typeof value === "string" && words.includes(value)) return value
    const suggestion = typeof value === "string" ? nearest(value, words) : undefined
    const message = `expected ${words.join(", ")}, found ${describeValue(value)}`
    this.notes.error("E-unknown-value", this.path(key), message, suggestion === undefined ? {} : { suggestion })
    return first
  }

  wrong(key: string, message: string): void {
    this.notes.error("E-value-invalid", this.path(key), message)
  }

  leftOut(key: string, message: string): void {
    this.notes.warn("W-not-imported", this.path(key), message)
  }

  warnOfOthers(known: readonly string[]): void {
    for (const key of Object.keys(this.plugin.config)) {
      if (known.includes(key)) continue
      const suggestion = nearest(key, known)
      const more = { isKey: true, found: key, ...(suggestion === undefined ? {} : { suggestion }) }
      this.notes.warn("W-not-imported", this.path(key), `${key} of ${this.plugin.name} is not read`, more)
    }
  }

  private path(key: string) {
    const { at, config } = this.plugin
    return Object.keys(config).length === 0 ? at : [...at, "config", key]
  }
}

function rateLimiting(config: ConfigReader): Entry | undefined {
  const policy = config.oneOf("policy", POLICIES)
  if (policy === "cluster") config.wrong("policy", "a declarative file is without a database, and cluster needs one")
  const limitBy = config.oneOf("limit_by", LIMIT_BY)
  if (["header", "path", "consumer-group"].includes(limitBy))
    config.leftOut("limit_by", `${limitBy} stands as the key of the request`)
  const stated = periodLimits(config)
  const shared = policy === "redis" ? sharing(config) : {}
  const per = limitBy === "service" ? {} : { per: "key" }
  const limits = Object.entries(WINDOWS).flatMap(([period, window]) => {
    const limit = stated.get(period)
    return limit === undefined ? [] : [{ kind: "fixed-window", limit, window, ...per, ...shared }]
  })
  return limits.length === 0 ? undefined : { kind: "rate-limiting", limits }
}

/** At least one period, whole numbers, and no longer period with a lower limit than a shorter one. */
function periodLimits(config: ConfigReader): ReadonlyMap<string, number> {
  const limits = new Map<string, number>()
  let before: readonly [period: string, limit: number] | undefined
  for (const period of PERIODS) {
    if (config.value(period) == null) continue
    const limit = config.number(period, 1)
    if (!Number.isInteger(limit)) config.wrong(period, `expected a whole number of requests, found ${limit}`)
    if (before !== undefined && limit < before[1])
      config.wrong(period, `a ${period} may not have a lower limit (${limit}) than a ${before[0]} (${before[1]})`)
    if (!(period in WINDOWS)) config.leftOut(period, `a limit by ${period} is longer than a run; it is left out`)
    limits.set(period, limit)
    before = [period, limit]
  }
  if (limits.size === 0) config.wrong("minute", `rate-limiting needs one of ${PERIODS.join(", ")}`)
  return limits
}

/** Kong's sync_rate: -1 asks Redis for each request; above it nodes exchange their counts so often. */
function sharing(config: ConfigReader): Entry {
  const rate = config.value("sync_rate")
  if (typeof rate === "number" && rate > 0) return { store: "redis", syncEvery: `${Math.round(rate * 1e6) / 1000}ms` }
  return { store: "redis", ...(config.value("fault_tolerant") === false ? { failOpen: false } : {}) }
}
