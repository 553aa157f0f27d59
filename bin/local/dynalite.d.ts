declare module 'dynalite' {
  import type { Server } from 'node:http'

  /** An in-memory DynamoDB; the package brings no types of its own. */
  function dynalite(options?: { createTableMs?: number }): Server
  export = dynalite
}
