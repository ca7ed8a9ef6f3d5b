import { bytes, duration, ratio } from "../kit/schema.ts"

/** What working on a message costs, wherever a plug-in looks into messages. */
export const costParams = {
  cost: duration({ max: "1s" }).prefault("10us").describe("Work for each message whatever its size (default chosen)"),
  costPerKiB: duration({ max: "1s" })
    .prefault("5us")
    .describe(
      "Work for each KiB of it, to read it and write it anew (default chosen: 200 MB/s and core); 0us for headers alone",
    ),
}

export const sizeParams = {
  factor: ratio().max(1000).default(1).describe("What is left of its bytes: 0.5 for half"),
  adds: bytes({ max: "1GiB" }).prefault("0B").describe("Bytes added to it"),
}
