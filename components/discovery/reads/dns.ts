import * as z from "zod"
import { choice, count, duration } from "../../kit/schema.ts"
import { Lookups } from "../agents/lookups.ts"
import { DnsDesk } from "../server/dns-desk.ts"
import { defineReads } from "./contract.ts"

const params = z.strictObject({
  ttl: duration({ min: "1ms" })
    .prefault("30s")
    .describe("How long callers may keep an answer, less its age at the server"),
  cache: duration().prefault("30s").describe("Servers keep an answer so long, or as long as it lives; 0s: not at all"),
  name: choice(["short", "qualified", "absolute"])
    .default("short")
    .describe("How callers write a name: pay, pay.default.svc.cluster.local, or the same with a dot at its end"),
  ndots: count().default(5).describe("Names with fewer dots are first tried with each search domain behind them"),
  searchDomains: count().max(6).default(3).describe("Search domains of a caller"),
  onFailure: choice(["forget", "keep"])
    .default("forget")
    .describe("What a caller whose answer has run out does when no server answers: it knows nobody, or goes on"),
})

type Params = z.output<typeof params>

/**
 * Names that are looked up whenever the last answer has run out. It hides how a server knows, and no answer is called
 * back: what is wrong with it stays wrong for the rest of its life.
 */
export const dns = defineReads<Params>({
  kind: "dns",
  title: "DNS",
  summary: "Callers look names up when the last answer has run out; a name may take several questions.",
  sources: [
    "CoreDNS kubernetes plug-in: ttl 5 s; kubeadm's Corefile: ttl 30, cache 30, loadbalance",
    "Kubernetes, DNS for services and pods: search <namespace>.svc.cluster.local svc.cluster.local cluster.local, ndots:5",
    "resolv.conf(5): timeout 5 s, attempts 2; A and AAAA are asked for at once",
  ],
  params,
  presets: { "kubernetes-plug-in": { ttl: "5s", cache: "5s" }, kubeadm: {} },
  serve: ({ ttl, cache }, desk) => new DnsDesk(desk, ttl, cache),
  follow: (params, asking) => new Lookups(params, asking),
})
