const MS = 1e6

/** One server, 80 % busy. */
export const MM1 = {
  gapNs: 1 * MS,
  serviceNs: 0.8 * MS,
} as const
