import type { ProfileDefinition } from "../../kit/contract.ts"

/**
 * Amazon API Gateway, HTTP API, with the quota of an account in one region: `limits` of your own replace it. Its longest
 * integration timeout (30 s) belongs to the link behind it: state it under `policies`. No retries.
 */
export const awsApiGateway: ProfileDefinition = {
  profile: "aws-api-gateway",
  title: "Amazon API Gateway",
  summary: "No machine of yours: a token bucket of 10,000 requests/s and 5,000 at once is what limits it.",
  sources: [
    "quotas: 10,000 requests/s and a bucket of 5,000 an account and region over all APIs",
    "the throttle before the authorizer: from memory, unverified",
    "routes: full match, then greedy path variable, then $default",
    "the time a request takes in it is not published: 0",
  ],
  params: {
    limits: [{ kind: "token-bucket", rate: "10000/s", burst: 5000 }],
    order: "aws",
    routing: "aws",
  },
}
