import { describe, expect, it } from "vitest"
import { REJECT } from "../../../components/kit/limiting/limiter.ts"
import { admitted, answers, every, limiter, MS } from "./support.ts"

const waits = (text: object) =>
  answers(limiter("nginx-limit-req", { rate: "10/s", ...text }), every(0, 8)).map((answer) =>
    answer === REJECT ? "503" : answer / MS,
  )

describe("nginx limit_req", () => {
  it.each([
    [{ burst: 5 }, [0, 100, 200, 300, 400, 500, "503", "503"]],
    [{ burst: 5, delay: "nodelay" }, [0, 0, 0, 0, 0, 0, "503", "503"]],
    [{ burst: 5, delay: 2 }, [0, 0, 0, 100, 200, 300, "503", "503"]],
    [{}, [0, "503", "503", "503", "503", "503", "503", "503"]],
  ])("answers 8 at once with %j (A6)", (text, wanted) => {
    expect(waits(text)).toEqual(wanted)
  })

  it("passes every other request a millisecond too early, for a refused one costs nothing", () => {
    const the = () => limiter("nginx-limit-req", { rate: "10/s" })
    expect(answers(the(), every(99 * MS, 4))).toEqual([0, REJECT, 0, REJECT])
    expect(admitted(the(), every(100 * MS, 50))).toBe(50)
  })

  // Oracle L04, measured on nginx 1.22.1.
  it("passes 6 of 20 at once, and 3 of 8 after 350 ms", () => {
    const the = limiter("nginx-limit-req", { rate: "10/s", burst: 5, delay: "nodelay" })
    expect(admitted(the, every(0, 20))).toBe(6)
    expect(admitted(the, every(0, 8, 350 * MS))).toBe(3)
  })

  it("cuts 100 a minute to 1666 thousandths a second, and its clock to milliseconds", () => {
    const the = limiter("nginx-limit-req", { rate: "100/m" })
    // 600 ms leak trunc(1666 * 600 / 1000) = 999 thousandths; 601 ms leak 1001.
    expect(answers(the, [0, 600 * MS, 601 * MS - 1, 601 * MS])).toEqual([0, REJECT, REJECT, 0])
  })
})
