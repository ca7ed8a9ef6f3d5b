import type { ProfileDefinition } from "../../kit/contract.ts"

export const kubernetesDns: ProfileDefinition = {
  profile: "kubernetes-dns",
  title: "Kubernetes with CoreDNS",
  summary: "Kubelets probe their pods; callers look names up whose answers live for 30 s.",
  sources: [
    "Kubernetes, readiness probe defaults: period 10 s, timeout 1 s, failureThreshold 3",
    "kubeadm, Corefile: kubernetes { ttl 30 }, cache 30, loadbalance",
    "the API server between kubelets and CoreDNS tells every server of a change at once",
  ],
  params: {
    replication: { kind: "peers", preset: "kubernetes" },
    liveness: { kind: "check", preset: "kubernetes" },
    reads: { kind: "dns", preset: "kubeadm" },
  },
}
