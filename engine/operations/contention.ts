/**
 * Work begun while n requests hold a slot takes 1 + alpha (n - 1) + beta n (n - 1) times as long, so that n of them get
 * n / (1 + alpha (n - 1) + beta n (n - 1)) done in the time one needs alone.
 * Source: N. J. Gunther, Universal Scalability Law (Guerrilla Capacity Planning, 2007): alpha is the share of work
 * that has to be serialised, beta the cost of keeping each pair coherent.
 */
export interface Contention {
  readonly alpha: number
  readonly beta: number
}

/** How many times as long work takes that begins with `active` slots held, its own among them. */
export function stretch({ alpha, beta }: Contention, active: number): number {
  return active <= 1 ? 1 : 1 + (active - 1) * (alpha + beta * active)
}
