/** What those who read a record need to understand its columns. docs/record.md */
export {
  CANCELLED,
  CHUNK_ROWS,
  DEADLINE,
  IN_FLIGHT,
  NO_ACTOR,
  NO_ROW,
  OK,
  OUTCOME_COUNT,
  OUTCOMES,
  TIMEOUT,
} from "../../engine/index.ts"
