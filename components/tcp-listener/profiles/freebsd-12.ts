import type { ProfileDefinition } from "../../kit/contract.ts"

export const freebsd12: ProfileDefinition = {
  profile: "freebsd-12",
  title: "FreeBSD 12",
  summary: "15,360 entries of 45 s, of which the oldest makes room and lives on as a cookie.",
  sources: [
    "syncache(4): cookies are used where a prior entry has been evicted; tcp_syncache.c: SYNCACHE_MAXREXMTS 3",
    "45 s: 3+6+12+24 s, with a first wait of 3 s (from memory, unverified)",
    "512 buckets of 30 entries (from memory, unverified); one table of 15,360 stands for them (chosen)",
  ],
  params: { backlog: 15_360, entryLife: "45s", overflow: "drop-oldest", cookies: "on-overflow" },
}
