import { expect, test } from "vitest"
import { Viewports } from "../../../ui/picture/state/viewports.ts"

interface Viewport {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** A surface that says of every change that it has moved, of those too that it was told, and rounds a little. */
class Echo {
  at: Viewport = { x: 0, y: 0, zoom: 1 }
  told = 0
  readonly follow = (viewport: Viewport): void => {
    this.told++
    this.at = { ...viewport, x: viewport.x + 1e-9 }
    this.viewports.moved(this.at, this.follow)
  }

  private readonly viewports: Viewports

  constructor(viewports: Viewports) {
    this.viewports = viewports
    viewports.join(this.follow)
  }
}

test("what one surface shows the others show too, and their echo is no move", () => {
  const viewports = new Viewports()
  const [one, other, third] = [new Echo(viewports), new Echo(viewports), new Echo(viewports)]
  viewports.moved({ x: 10, y: 20, zoom: 2 }, one.follow)
  expect([one.told, other.told, third.told]).toEqual([0, 1, 1])
  expect(other.at).toMatchObject({ y: 20, zoom: 2 })
  viewports.moved({ x: 11, y: 20, zoom: 2 }, other.follow)
  expect([one.told, other.told, third.told]).toEqual([1, 1, 2])
})

test("who joins later begins where the others are; who has left is told nothing", () => {
  const viewports = new Viewports()
  viewports.moved({ x: 1, y: 2, zoom: 3 }, () => undefined)
  const late: Viewport[] = []
  const leave = viewports.join((viewport) => late.push(viewport))
  leave()
  viewports.moved({ x: 5, y: 5, zoom: 5 }, () => undefined)
  expect(late).toEqual([{ x: 1, y: 2, zoom: 3 }])
})
