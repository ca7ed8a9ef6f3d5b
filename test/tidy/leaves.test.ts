import { posix } from "node:path"
import { describe, expect, test } from "vitest"
import { companionFindings, findLeaves, indexFindings, leafFindings } from "./leaves.ts"
import { listPaths, readSources } from "./tree.ts"

const sources = readSources("components")
const leaves = findLeaves(sources)
const paths = listPaths()
const textOf = (path: string) => sources.find((file) => file.path === path)?.text ?? ""

test("a leaf declares one kind, named as its file, and imports no sibling and no other family", () => {
  expect(leaves.flatMap((leaf) => leafFindings(leaf, leaves))).toEqual([])
})

test("a leaf has its index line, its test and its reference page", () => {
  const index = (path: string) => textOf(posix.join(posix.dirname(path), "index.ts"))
  expect(leaves.flatMap((leaf) => companionFindings(leaf, paths, index(leaf.path)))).toEqual([])
})

test("index lines are in the order of the alphabet", () => {
  const folders = new Set(leaves.map(({ path }) => posix.dirname(path)))
  expect([...folders].flatMap((folder) => indexFindings(`${folder}/index.ts`, textOf(`${folder}/index.ts`)))).toEqual(
    [],
  )
})

describe("the checks find what they look for", () => {
  const declares = (kind: string) => `export const x = defineStrategy({ kind: "${kind}", state: () => ({}) })`
  const file = (path: string, text: string) => ({ path, text })
  const robin = file("components/balancing/round-robin.ts", declares("round-robin"))
  const random = file("components/balancing/random.ts", declares("random"))
  const tree = [
    robin,
    random,
    file("components/balancing/contract.ts", "export interface Strategy {}"),
    file("components/kit/define-strategy.ts", declares("no-leaf")),
    file("components/cache/policies/lru.ts", declares("lru")),
  ]
  const found = findLeaves(tree)
  const withImport = (from: string) => file(robin.path, `import { y } from "${from}"\n${robin.text}`)

  test("leaves are the files of a family that declare a kind", () => {
    const seen = found.map(({ family, name, kinds }) => [family, name, ...kinds])
    expect(seen).toEqual([
      ["balancing", "round-robin", "round-robin"],
      ["balancing", "random", "random"],
      ["cache", "lru", "lru"],
    ])
  })

  test.each([
    ["../../engine/index.ts", 0],
    ["../kit/units.ts", 0],
    ["./contract.ts", 0],
    ["zod", 0],
    ["./random.ts", 1],
    ["./index.ts", 1],
    ["../cache/contract.ts", 1],
    ["../cache/policies/lru.ts", 1],
    ["../../engine/kernel/simulation.ts", 1],
  ])("a leaf importing %s", (from, findings) => {
    const [leaf] = findLeaves([withImport(from)])
    expect(leaf === undefined ? [] : leafFindings(leaf, found)).toHaveLength(findings)
    expect(leaf).toBeDefined()
  })

  test.each([
    ["another kind", declares("robin")],
    ["two kinds", `${declares("round-robin")}\n${declares("second").replace("const x", "const y")}`],
    ["no kind", "export const x = defineStrategy({ title: 1 })"],
  ])("a leaf with %s", (_, text) => {
    expect(findLeaves([file(robin.path, text)]).flatMap((leaf) => leafFindings(leaf, found))).toHaveLength(1)
  })

  const complete = ["test/components/balancing/round-robin.test.ts", "docs/reference/balancing/round-robin.md"]
  const index = `export { x } from "./random.ts"\nexport { y } from "./round-robin.ts"`
  test.each([
    [complete, index, 0],
    [complete, `export { x } from "./random.ts" // ./round-robin.ts`, 1],
    [complete.slice(1), index, 1],
    [complete.slice(0, 1), index, 1],
    [["test/components/round-robin.test.ts", "docs/reference/round-robin.md"], index, 0],
    [["test/components/not-round-robin.test.ts", "docs/reference/x-round-robin.md"], "", 3],
  ])("companions %#", (beside, indexText, findings) => {
    const [leaf] = found
    expect(leaf === undefined ? [] : companionFindings(leaf, beside, indexText)).toHaveLength(findings)
    expect(leaf?.name).toBe("round-robin")
  })

  test("an index out of order", () => {
    expect(indexFindings("i", index)).toEqual([])
    const swapped = index.split("\n").reverse().join("\n")
    expect(indexFindings("i", swapped)).toEqual(["i: ./random.ts belongs before ./round-robin.ts"])
  })
})
