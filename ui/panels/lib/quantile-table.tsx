import type { LatencyQuantile } from "../../playback/questions/index.ts"
import { durationText } from "../../words/time.ts"

/** Quantiles with their intervals, or why there is none. */
export function QuantileTable({ quantiles }: { readonly quantiles: readonly LatencyQuantile[] }) {
  return (
    <table className="figures">
      <caption className="visually-hidden">Latency quantiles</caption>
      <tbody>
        {quantiles.map(({ q, ns, lowNs, highNs }) => (
          <tr key={q}>
            <th scope="row">p{Number((q * 100).toFixed(1))}</th>
            <td>{ns === null ? <i>not enough data</i> : durationText(ns)}</td>
            <td className="interval">
              {ns !== null &&
                (lowNs === null || highNs === null
                  ? "no interval"
                  : `${durationText(lowNs)} … ${durationText(highNs)}`)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
