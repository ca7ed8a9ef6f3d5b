import * as z from "zod"
import { duration } from "../../kit/schema.ts"
import { defineRollout } from "./contract.ts"

const params = z.strictObject({
  at: duration({ min: "1ns" }).describe("When all traffic goes to the second version"),
  back: duration({ min: "1ns" }).optional().describe("When it all goes back to the first; never when absent"),
})

/** All at once, and back as quickly; both versions have to be large enough for everything, and a bad one hurts everybody. */
export const blueGreen = defineRollout<z.output<typeof params>>({
  kind: "blue-green",
  title: "Blue-green",
  summary: "All traffic goes from the first version to the second at an instant, and may go back.",
  sources: [
    "M. Fowler, BlueGreenDeployment (2010)",
    "Argo Rollouts, BlueGreen strategy: the active service is switched",
  ],
  params,
  presets: {},
  refuses: ({ at, back }, versions) => {
    if (versions !== 2) return `blue-green has two versions; there are ${versions}`
    return back !== undefined && back <= at ? "the way back comes after the way there" : undefined
  },
  steps: ({ at, back }) => [
    { atNs: 0, shares: [1, 0] },
    { atNs: at, shares: [0, 1] },
    ...(back === undefined ? [] : [{ atNs: back, shares: [1, 0] }]),
  ],
})
