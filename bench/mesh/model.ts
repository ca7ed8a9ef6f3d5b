/** The chain of DESIGN §9 as a document, with room for a mesh. */
function chainText(mesh: string): string {
  return `
name: bench-mesh
run: { duration: 1000h, eventsMax: 9000000000000000 }
components:
  shop: { kind: client }
  lb: { kind: load-balancer, to: svc, strategy: round-robin }
  svc: { kind: service, replicas: 3, concurrency: 8, operations: { op: [{ work: exponential 10ms }, { call: db.op }] } }
  db: { kind: service, concurrency: 16, operations: { op: [{ work: exponential 5ms }] } }
${mesh}
load:
  shop: { open: poisson 1000/s, to: lb }
`
}

export const CHAIN_TEXT = chainText("")

/** Sidecars of Istio's cost beside services and database, told by a control plane of two replicas, with mTLS between them. */
export const MESH_TEXT = chainText(`
  mesh:
    kind: mesh
    profile: istio-1.24
    replicas: 2
    members: [svc, db]
    telemetry: {}
    readiness: { interval: 1s }
    connections: { ageMax: 10s }
    certificates: { key: ecdsa-p256, lifetime: 1h }
`)
