import * as z from "zod"
import "../../components/kit/zod-config.ts"
import type { Mistake } from "../../components/kit/mistake.ts"
import { goDuration } from "./go-duration.ts"

/** What a check looks at; each check has one. */
export const PROBES = [
  "http",
  "tcp",
  "udp",
  "grpc",
  "h2ping",
  "args",
  "ttl",
  "alias_service",
  "alias_node",
  "docker_container_id",
] as const

/** HashiCorp Consul, agent/checks: MinInterval, default time-out; agent/structs: a check is critical at first. */
const TIMEOUT_NS = 10e9

const ignored = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, z.unknown().optional()]))
const CHECK_IGNORED = [
  ...["id", "check_id", "name", "notes", "method", "header", "body", "shell", "tls_skip_verify", "tls_server_name"],
  ...[
    "disable_redirects",
    "output_max_size",
    "grpc_use_tls",
    "tcp_use_tls",
    "h2ping_use_tls",
    "failures_before_warning",
  ],
]
const SERVICE_IGNORED = [
  ...["tags", "port", "ports", "address", "meta", "tagged_addresses", "enable_tag_override", "token", "socket_path"],
  ...["connect", "proxy", "namespace", "partition", "locality"],
]

const checkSchema = z
  .strictObject({
    http: z.string().optional(),
    tcp: z.string().optional(),
    udp: z.string().optional(),
    grpc: z.string().optional(),
    h2ping: z.string().optional(),
    args: z.array(z.string()).optional(),
    alias_service: z.string().optional(),
    alias_node: z.string().optional(),
    docker_container_id: z.string().optional(),
    ttl: goDuration().optional(),
    interval: goDuration().optional(),
    timeout: goDuration().default(TIMEOUT_NS),
    status: z.enum(["passing", "warning", "critical"]).default("critical"),
    success_before_passing: z.int().min(0).default(0),
    failures_before_critical: z.int().min(0).default(0),
    deregister_critical_service_after: goDuration().optional(),
    ...ignored(CHECK_IGNORED),
  })
  .superRefine((check, context) => {
    const raise = (mistake: Mistake, ...path: readonly string[]) =>
      context.addIssue({ code: "custom", message: mistake.message, params: { mistake }, path: [...path] })
    const found = PROBES.filter((probe) => check[probe] !== undefined)
    const [first, second] = found
    const isTimed = first !== undefined && first !== "ttl" && !first.startsWith("alias")
    if (first === undefined)
      raise({ code: "E-missing-parameter", message: `a check needs one of ${PROBES.join(", ")}`, isKey: true })
    if (check.ttl !== undefined && check.interval !== undefined)
      raise({ code: "E-parameter-conflict", message: "interval and ttl exclude each other", isKey: true }, "interval")
    else if (second !== undefined)
      raise({ code: "E-parameter-conflict", message: `a check has one of ${first} and ${second}`, isKey: true }, second)
    else if (isTimed && (check.interval ?? 0) <= 0)
      raise({ code: "E-missing-parameter", message: `a check by ${first} needs an interval above 0`, isKey: true })
    if (check.ttl === 0) raise({ code: "E-number-range", message: "a ttl is above 0" }, "ttl")
  })

const serviceSchema = z.strictObject({
  name: z.string().min(1),
  id: z.string().optional(),
  kind: z.string().optional(),
  check: checkSchema.optional(),
  checks: z.array(checkSchema).default([]),
  weights: z
    .strictObject({ passing: z.int().min(1).max(65_535).default(1), warning: z.int().min(0).max(65_535).optional() })
    .default({ passing: 1 }),
  ...ignored(SERVICE_IGNORED),
})

export const consulSchema = z
  .strictObject({ service: serviceSchema.optional(), services: z.array(serviceSchema).optional() })
  .superRefine(({ service, services }, context) => {
    if (service !== undefined || (services !== undefined && services.length > 0)) return
    const mistake: Mistake = {
      code: "E-missing-parameter",
      message: "expected a service, or services with at least one",
    }
    context.addIssue({ code: "custom", message: mistake.message, params: { mistake } })
  })

/** Every key that is read or left out, in Consul's spelling. */
export const CONSUL_KEYS: readonly string[] = [
  ...["service", "services", "name", "id", "kind", "check", "checks", "weights", "passing", "warning"],
  ...PROBES,
  ...["interval", "timeout", "status", "success_before_passing", "failures_before_critical"],
  "deregister_critical_service_after",
  ...CHECK_IGNORED,
  ...SERVICE_IGNORED,
]

export type ConsulFile = z.output<typeof consulSchema>
export type ConsulService = z.output<typeof serviceSchema>
export type ConsulCheck = z.output<typeof checkSchema>
