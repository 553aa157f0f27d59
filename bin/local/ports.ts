/** Where the local run listens. */
export interface Ports {
  /** The front door's. */
  readonly port: number
  readonly host: string
  /** The demo CRM's. */
  readonly crmPort: number
  /** Whether the demo CRM may take another one. */
  readonly anyCrmPort: boolean
}

/** An environment variable that cannot be used; the message is for whoever set it. */
export class WrongVariable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongVariable'
  }
}

/**
 * `PORT` (8787) and `HOST` (this machine only), `CRM_PORT` (the port after).
 *
 * @throws WrongVariable
 */
export function readPorts(environment: NodeJS.ProcessEnv): Ports {
  const port = readPort(environment, 'PORT') ?? 8787
  const crmPort = readPort(environment, 'CRM_PORT')
  return {
    port,
    host: environment['HOST'] || '127.0.0.1',
    crmPort: crmPort ?? (port === 0 || port === 65_535 ? 0 : port + 1),
    anyCrmPort: crmPort === undefined,
  }
}

function readPort(environment: NodeJS.ProcessEnv, name: string): number | undefined {
  const value = environment[name]
  if (value === undefined || value === '') return undefined
  const port = Number(value)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new WrongVariable(`${name} is "${value}": set it to a number from 0 to 65535`)
}
