import type { Leaf } from "./leaf.ts"

const responses = {
  option: "grpc-transcoding",
  scenario: "gateway-cache",
  settings: ["run.duration=5s", "run.warmup=2s", "load.shop.open=poisson 200/s"],
}
const cached = (streaming: string) =>
  `components.gw.plugins=[{ kind: grpc-transcoding, streaming: [${streaming}] }, { kind: response-cache, ttl: 5s }]`

/** Messages through a gateway and over links that are narrow. */
const messages = { scenario: "thin-link", settings: ["run.duration=15s"] }
const plugin = (words: string) => `components.gate.plugins=[{ ${words} }]`
/** A wide way out: what is narrow is the way to the catalogue. */
const inward = "links.phones -> gate.bandwidth=1GB/s"

/** What gateway, shield and edge agree on. */
const keeping = {
  option: "gateway.routes",
  scenario: "cache-headers",
  test: "test/components/cdn/origin.test.ts",
}
const cacheHeaders = (words: string) =>
  `components.gate.routes=[{ prefix: /prices, to: site.price, cacheHeaders: { ${words} } }, { prefix: /cart, to: site.cart, cacheHeaders: { noStore: true } }, { prefix: /, to: site.page }]`

export const gatewayMessages: readonly Leaf[] = [
  {
    id: "gateway.transform",
    checks: [
      {
        ...messages,
        option: "response-transformer",
        with: [],
        without: ["components.gate.plugins=[]", "links.phones -> gate.replyBytes=64kB"],
        metric: "load.phones.latencyMs.max",
        direction: "lower",
        least: { by: 2000 },
        why: "200 answers of 64 kB a second do not fit through 10 MB/s, and wait 4 s longer after 15; half of it does",
        test: "test/components/gateway/plugins/response-transformer.test.ts",
      },
      {
        ...messages,
        option: "response-transformer",
        with: [],
        without: ["components.gate.plugins=[{ kind: response-transformer, factor: 0.5, costPerKiB: 0us }]"],
        metric: "components.gate.serviceMs.mean",
        direction: "higher",
        least: { by: 0.25 },
        why: "62.5 KiB at 5 us each are 0.31 ms of work",
        test: "test/components/gateway/plugins/response-transformer.test.ts",
      },
      {
        ...messages,
        option: "request-transformer",
        settings: [...messages.settings, "load.phones.bytes=90kB", inward],
        with: [plugin("kind: request-transformer, factor: 2")],
        without: [plugin("kind: request-transformer")],
        metric: "load.phones.latencyMs.max",
        direction: "higher",
        least: { by: 2000 },
        why: "200 requests of 180 kB a second do not fit through the 20 MB/s to the catalogue, and of 90 kB they do",
        test: "test/components/gateway/plugins/request-transformer.test.ts",
      },
    ],
  },
  {
    id: "gateway.protocol",
    checks: [
      {
        ...messages,
        option: "grpc-transcoding",
        settings: [...messages.settings, "load.phones.bytes=180kB", inward],
        with: [plugin("kind: grpc-transcoding, size: 0.3")],
        without: [plugin("kind: response-transformer")],
        metric: "load.phones.latencyMs.max",
        direction: "lower",
        least: { by: 2000 },
        why: "200 requests of 180 kB of JSON a second do not fit through the 20 MB/s to the catalogue; a third of it does",
        test: "test/components/gateway/plugins/grpc-transcoding.test.ts",
      },
      {
        ...messages,
        option: "grpc-transcoding",
        with: [plugin("kind: grpc-transcoding")],
        without: ["components.gate.plugins=[]"],
        metric: "components.gate.serviceMs.mean",
        direction: "higher",
        least: { by: 0.5 },
        why: "an answer of 62.5 KiB is written as 125 KiB of JSON, at 5 us each",
        test: "test/components/gateway/plugins/grpc-transcoding.test.ts",
      },
      {
        ...responses,
        with: [cached("/products/7")],
        without: [cached("/other")],
        metric: "components.catalogue.requests",
        direction: "higher",
        least: { times: 2 },
        why: "an answer that is a stream is not kept, where others are for five seconds",
        test: "test/components/gateway/plugins/grpc-transcoding.test.ts",
      },
    ],
  },
  {
    id: "gateway.cdn",
    checks: [
      {
        ...keeping,
        option: "cdn.respectsOrigin",
        settings: ["components.edge.backgroundUpdate=false"],
        with: [],
        without: ["components.edge.respectsOrigin=false"],
        metric: "components.shield.requests",
        direction: "higher",
        least: { times: 2 },
        why: "30 prices at four places are fetched every ten seconds, where the edge would keep each for ten minutes",
      },
      {
        ...keeping,
        with: [cacheHeaders("maxAge: 30s")],
        without: [cacheHeaders("maxAge: 10s")],
        metric: "links.shield -> gate.calls",
        direction: "lower",
        least: { by: 60 },
        why: "30 prices are fetched every 30 seconds, not every ten: in 50 seconds 50 times, not 150",
      },
      {
        ...keeping,
        with: [cacheHeaders("noStore: true")],
        without: [cacheHeaders("maxAge: 10s")],
        metric: "components.edge.counters.notStored",
        direction: "higher",
        least: { by: 9000 },
        why: "240 requests for prices a second come for 50 s, and each answer says that it may not be kept",
      },
      {
        ...keeping,
        with: [cacheHeaders("maxAge: 10s, staleWhileRevalidate: 5s")],
        without: [cacheHeaders("maxAge: 10s")],
        metric: "load.readers.operations.price.latencyMs.max",
        direction: "lower",
        least: { by: 20 },
        why: "who finds a price past its time is served it, and does not wait 60 ms for the way and 20 and more for the site",
      },
    ],
  },
]
