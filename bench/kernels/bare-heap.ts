/**
 * The hard-coded kernels' queue: a binary heap of (time, sequence, payload) without cancelling, so without positions.
 * Children are chosen by arithmetic, +Infinity stands behind the last.
 */
export class BareHeap {
  size = 0
  private sequence = 0
  private times = new Float64Array(258).fill(Infinity)
  private orders = new Int32Array(258)
  private payloads = new Int32Array(258)

  get firstTime(): number {
    return this.times[0] ?? Infinity
  }

  push(time: number, payload: number): void {
    const { times, orders, payloads } = this
    let at = this.size++
    if (at + 3 > times.length) return this.growAndPush(time, payload)
    const order = this.sequence++
    while (at > 0) {
      const parent = (at - 1) >> 1
      const parentTime = times[parent] as number
      if (parentTime <= time) break
      times[at] = parentTime
      orders[at] = orders[parent] as number
      payloads[at] = payloads[parent] as number
      at = parent
    }
    times[at] = time
    orders[at] = order
    payloads[at] = payload
  }

  pop(): number {
    const { times, orders, payloads } = this
    const top = payloads[0] as number
    const last = --this.size
    const time = times[last] as number
    const order = orders[last] as number
    const payload = payloads[last] as number
    times[last] = Infinity
    if (last === 0) return top
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      if (left >= last) break
      const leftTime = times[left] as number
      const rightTime = times[left + 1] as number
      let child = left + +(rightTime < leftTime)
      if (leftTime === rightTime && (orders[left + 1] as number) < (orders[left] as number)) child = left + 1
      const childTime = times[child] as number
      if (time < childTime || (time === childTime && order < (orders[child] as number))) break
      times[at] = childTime
      orders[at] = orders[child] as number
      payloads[at] = payloads[child] as number
      at = child
    }
    times[at] = time
    orders[at] = order
    payloads[at] = payload
    return top
  }

  private growAndPush(time: number, payload: number): void {
    const wider = this.times.length * 2
    const times = new Float64Array(wider).fill(Infinity)
    times.set(this.times)
    const orders = new Int32Array(wider)
    orders.set(this.orders)
    const payloads = new Int32Array(wider)
    payloads.set(this.payloads)
    this.times = times
    this.orders = orders
    this.payloads = payloads
    this.size--
    this.push(time, payload)
  }
}
