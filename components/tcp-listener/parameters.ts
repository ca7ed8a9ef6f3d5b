import * as z from "zod"
import { attackersSchema } from "../kit/attackers.ts"
import { choice, componentRef, count, distribution, duration } from "../kit/schema.ts"
import { cpuParams, serverParams } from "../kit/server-params.ts"

export const listenerParams = z.strictObject({
  to: componentRef().describe("The service whose connections are taken here"),
  attackers: attackersSchema().describe("Clients that flood: their SYNs are never followed by an ACK; name or glob"),
  backlog: count()
    .min(1)
    .max(1_000_000)
    .default(4096)
    .describe(
      "Half-open connections at once: the least of somaxconn, tcp_max_syn_backlog and listen() (default: Linux)",
    ),
  entryLife: duration({ min: "1ms" })
    .prefault("63s")
    .describe("How long one stays that is not completed: 1+2+4+8+16+32 s with 5 SYN-ACKs sent again (default: Linux)"),
  overflow: choice(["drop-new", "drop-oldest"])
    .default("drop-new")
    .describe("Who goes where there is no room: the new SYN, as in Linux, or the oldest entry, as in FreeBSD"),
  cookies: choice(["off", "on-overflow", "always"])
    .default("off")
    .describe("SYN cookies: none, where there is no room (Linux tcp_syncookies=1), or for every SYN (2)"),
  cookieWork: distribution()
    .prefault("1us")
    .describe("Work to make a cookie (default chosen: a hash of some tens of bytes and an extra packet)"),
  handshake: distribution()
    .prefault("0ms")
    .describe("From the SYN to the client's ACK: it waits so long and holds an entry; leave out where the link has it"),
  synRetries: count()
    .max(10)
    .default(6)
    .describe("How often a client sends its SYN again, after 1, 2, 4 s and so on (default: Linux tcp_syn_retries)"),
  cpu: cpuParams.optional().describe("A processor that cookies have to share; without one, they only take time"),
  speeds: serverParams.speeds,
})

export type ListenerParams = z.output<typeof listenerParams>
