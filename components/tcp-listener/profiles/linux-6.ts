import type { ProfileDefinition } from "../../kit/contract.ts"

export const linux6: ProfileDefinition = {
  profile: "linux-6",
  title: "Linux 6",
  summary: "4,096 entries of 63 s; a SYN that finds no room is answered with a cookie.",
  sources: [
    "ip-sysctl: somaxconn 4096 since 5.4, tcp_synack_retries 5 (1+2+4+8+16+32 s), tcp_syncookies 1: when the backlog overflows",
  ],
  params: { backlog: 4096, entryLife: "63s", overflow: "drop-new", cookies: "on-overflow", synRetries: 6 },
}
