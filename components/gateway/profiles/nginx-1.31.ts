import type { ProfileDefinition } from "../../kit/contract.ts"

/**
 * nginx 1.31 as it is configured without a word: one worker. Its proxy timeouts (60 s for connect, send and read, each
 * between two operations) and `next_upstream` belong to the link behind it: state them under `policies`.
 */
export const nginx131: ProfileDefinition = {
  profile: "nginx-1.31",
  title: "nginx 1.31",
  summary: "One worker with 512 connections, two for each request; rate limits before tokens; locations.",
  sources: [
    "worker_connections 512; a proxied request needs one to the client and one to the upstream: 256 at once, no line",
    "worker_processes 1 (from memory, unverified): one core, one request after another",
    "overhead: 40us is chosen (25,000 requests/s and core); no sourced figure",
    "phases: preaccess (limit_req), then access (auth_jwt, auth_request)",
  ],
  params: {
    concurrency: 256,
    queue: { lengthMax: 0 },
    overhead: "40us",
    cpu: { cores: 1, discipline: "fifo" },
    order: "nginx",
    routing: "nginx",
  },
}
