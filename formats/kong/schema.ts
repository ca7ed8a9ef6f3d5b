import * as z from "zod"
import "../../components/kit/zod-config.ts"
import type { Mistake } from "../../components/kit/mistake.ts"
import { expandUrl, PROTOCOLS } from "./url.ts"

/** Kong, kong/db/schema/typedefs.lua: timeouts from 1 ms to 2^31 - 2. */
const TIMEOUT_MS_MAX = 2_147_483_646
const RETRIES_MAX = 32_767
const WEIGHT_MAX = 65_535

/** Every entity may have these; none of them changes what it does. */
const meta = {
  id: z.unknown().optional(),
  created_at: z.unknown().optional(),
  updated_at: z.unknown().optional(),
  tags: z.unknown().optional(),
}

/** Another entity by name, or as a mapping with its name or id. */
const reference = z.union([z.string(), z.strictObject({ name: z.string().optional(), id: z.string().optional() })])

const texts = z.array(z.string()).min(1)
const timeoutMs = () => z.int().min(1).max(TIMEOUT_MS_MAX)
const ignored = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, z.unknown().optional()]))

const pluginSchema = z.strictObject({
  ...meta,
  name: z.string(),
  config: z.record(z.string(), z.unknown()).default({}),
  enabled: z.boolean().default(true),
  service: reference.optional(),
  route: reference.optional(),
  consumer: reference.optional(),
  ...ignored(["consumer_group", "instance_name", "ordering", "protocols"]),
})

/** Defaults of Kong, kong/db/schema/entities/routes.lua. */
const routeSchema = z.strictObject({
  ...meta,
  name: z.string().optional(),
  paths: texts.optional(),
  methods: texts.optional(),
  hosts: texts.optional(),
  headers: z.record(z.string(), texts).optional(),
  protocols: z.array(z.enum(PROTOCOLS)).min(1).default(["http", "https"]),
  strip_path: z.boolean().default(true),
  preserve_host: z.boolean().default(false),
  service: reference.optional(),
  plugins: z.array(pluginSchema).default([]),
  regex_priority: z.int().default(0),
  snis: texts.optional(),
  sources: z.array(z.unknown()).min(1).optional(),
  destinations: z.array(z.unknown()).min(1).optional(),
  ...ignored(["https_redirect_status_code", "path_handling", "request_buffering", "response_buffering"]),
})

/** Defaults of Kong, kong/db/schema/entities/services.lua: 5 retries, 60 s each for connect, write and read, port 80. */
const serviceSchema = z
  .strictObject({
    ...meta,
    name: z.string().optional(),
    url: z.string().optional(),
    protocol: z.enum(PROTOCOLS).optional(),
    host: z.string().optional(),
    port: z.int().min(0).max(65_535).optional(),
    path: z.string().optional(),
    retries: z.int().min(0).max(RETRIES_MAX).default(5),
    connect_timeout: timeoutMs().default(60_000),
    write_timeout: timeoutMs().default(60_000),
    read_timeout: timeoutMs().default(60_000),
    enabled: z.boolean().default(true),
    routes: z.array(routeSchema).default([]),
    plugins: z.array(pluginSchema).default([]),
    ...ignored(["ca_certificates", "client_certificate", "tls_sans", "tls_verify", "tls_verify_depth"]),
  })
  .transform(({ url, protocol, host, port, path, ...rest }, context) => {
    const whole = url === undefined ? undefined : expandUrl(url)
    if (url !== undefined && whole === undefined) {
      const message = `expected a URL such as http://users:8080, found "${url}"`
      context.addIssue({ code: "custom", message, path: ["url"] })
    } else if (host === undefined && whole === undefined) {
      const mistake: Mistake = { code: "E-missing-parameter", message: "a service needs a url or a host" }
      context.addIssue({ code: "custom", message: mistake.message, params: { mistake } })
    }
    return {
      ...rest,
      protocol: whole?.protocol ?? protocol ?? "http",
      host: whole?.host ?? host ?? "",
      port: whole?.port ?? port ?? 80,
      path: whole?.path ?? path,
    }
  })

const targetSchema = z.strictObject({
  ...meta,
  target: z.string(),
  weight: z.int().min(0).max(WEIGHT_MAX).default(100),
  upstream: reference.optional(),
})

const upstreamSchema = z.strictObject({
  ...meta,
  name: z.string(),
  algorithm: z
    .enum(["round-robin", "least-connections", "consistent-hashing", "latency", "sticky-sessions"])
    .default("round-robin"),
  targets: z.array(targetSchema).default([]),
  healthchecks: z.unknown().optional(),
  slots: z.int().min(10).max(65_536).default(10_000),
  hash_on: z.string().default("none"),
  ...ignored(["client_certificate", "host_header", "use_srv_name", "hash_fallback", "hash_on_header"]),
  ...ignored(["hash_fallback_header", "hash_on_cookie", "hash_on_cookie_path", "hash_on_query_arg"]),
  ...ignored(["hash_fallback_query_arg", "hash_on_uri_capture", "hash_fallback_uri_capture"]),
})

const consumerSchema = z.looseObject({ username: z.string().optional(), custom_id: z.string().optional() })

/** Kong, kong/db/declarative: versions of the format. */
const VERSIONS = ["1.1", "2.1", "3.0"] as const

export const kongSchema = z.strictObject({
  _format_version: z.enum(VERSIONS).optional(),
  services: z.array(serviceSchema).default([]),
  routes: z.array(routeSchema).default([]),
  plugins: z.array(pluginSchema).default([]),
  upstreams: z.array(upstreamSchema).default([]),
  targets: z.array(targetSchema).default([]),
  consumers: z.array(consumerSchema).default([]),
  ...ignored(["_transform", "_info", "_comment", "_ignore", "ca_certificates", "certificates", "snis", "vaults"]),
  ...ignored(["keys", "key_sets", "consumer_groups", "jwt_secrets", "keyauth_credentials", "acls"]),
  ...ignored(["basicauth_credentials", "hmacauth_credentials", "oauth2_credentials", "filter_chains"]),
})

/** A declarative file with Kong's defaults filled in. */
export type KongFile = z.output<typeof kongSchema>
export type KongService = z.output<typeof serviceSchema>
export type KongRoute = z.output<typeof routeSchema>
export type KongPlugin = z.output<typeof pluginSchema>
export type KongUpstream = z.output<typeof upstreamSchema>
export type KongReference = z.output<typeof reference>
