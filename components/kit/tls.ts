import * as z from "zod"
import "./zod-config.ts"
import type { Step } from "../../engine/index.ts"
import { choice, duration, share } from "./schema.ts"

/**
 * One core's time to sign with a key of each kind, and to check such a signature, in ns. Measured: OpenSSL 3 through
 * Node 20, one core, 2026; RFC 8446 has the server sign once in a full handshake.
 */
const CERTIFICATES = {
  "rsa-2048": { signNs: 1_090_000, verifyNs: 82_000 },
  "ecdsa-p256": { signNs: 76_000, verifyNs: 198_000 },
} as const

const tlsParams = z
  .strictObject({
    certificate: choice(["rsa-2048", "ecdsa-p256"])
      .default("ecdsa-p256")
      .describe("The server's key: an RSA signature takes 1.09 ms of a core, an ECDSA one 76 us (measured, OpenSSL)"),
    keyExchange: duration({ max: "1s" })
      .prefault("227us")
      .describe("A core's time for the shared secret of every handshake, X25519 (measured, OpenSSL)"),
    resumption: share()
      .prefault("0%")
      .describe("Share of new connections that go on with an earlier session, without a signature (RFC 8446, 2.2)"),
    mutual: z
      .boolean()
      .default(false)
      .describe(
        "The caller shows a certificate of the same kind, and its signature is checked: RSA 82 us, ECDSA 198 us",
      ),
  })
  .describe("Ends TLS: each new connection costs a handshake of the processor before its first request")

/** The `tls` of a component that ends its callers' connections. Its requests have to come over links with `connections`. */
export function tls(): z.ZodOptional<typeof tlsParams> {
  return tlsParams.optional()
}

export type TlsParams = z.output<typeof tlsParams>

/** The work of the callee's side of a handshake, in front of all else that a request brings. */
export function handshakeStep({ certificate, keyExchange, resumption, mutual }: TlsParams): Step {
  const { signNs, verifyNs } = CERTIFICATES[certificate]
  const fullNs = keyExchange + signNs + (mutual ? verifyNs : 0)
  return { do: "handshake", fullNs, resumedNs: keyExchange, resumption }
}
