export const PROTOCOLS = [
  "http",
  "https",
  "grpc",
  "grpcs",
  "ws",
  "wss",
  "tcp",
  "tls",
  "tls_passthrough",
  "udp",
] as const

export type Protocol = (typeof PROTOCOLS)[number]

/** Those that a gateway routes by paths. The others are streams of bytes. */
const REQUESTS: ReadonlySet<Protocol> = new Set(["http", "https", "grpc", "grpcs", "ws", "wss"])

export function isStream(protocol: Protocol): boolean {
  return !REQUESTS.has(protocol)
}

export interface ServiceUrl {
  readonly protocol: Protocol
  readonly host: string
  readonly port: number
  readonly path: string | undefined
}

/** Protocol, host, port and path in one, as in a service's `url`; undefined where the text is none. */
export function expandUrl(url: string): ServiceUrl | undefined {
  const [, scheme = "", host = "", port, path] =
    /^([a-z_]+):\/\/([^\s/:?#]+)(?::(\d{1,5}))?(\/[^\s?#]*)?$/.exec(url) ?? []
  const protocol = PROTOCOLS.find((one) => one === scheme)
  if (protocol === undefined || Number(port ?? 0) > 65_535) return undefined
  const isSecure = protocol === "https" || protocol === "grpcs" || protocol === "wss"
  return { protocol, host, port: port === undefined ? (isSecure ? 443 : 80) : Number(port), path }
}
