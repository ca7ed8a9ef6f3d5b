import { waiting } from "./leaf.ts"

export const broker = waiting(null, [
  "broker.queue",
  "broker.topic",
  "broker.fanout",
  "broker.ordering",
  "broker.persistence",
  "broker.throughput",
  "broker.kafka",
  "broker.rabbitmq",
  "broker.redis-streams",
  "broker.sqs",
  "broker.nats",
  "broker.partitions",
  "broker.replication",
  "broker.min-insync",
  "broker.retention",
  "broker.compaction",
  "broker.consumer-groups",
  "broker.dead-letter",
  "broker.import.kafka",
])
