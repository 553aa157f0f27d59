declare module 'dynalite' {
  import type { Server } from 'node:http'

  /** A DynamoDB in memory, or in the folder `path`; the package brings no types of its own. */
  function dynalite(options?: { createTableMs?: number; path?: string }): Server
  export = dynalite
}
