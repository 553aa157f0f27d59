import { describe, expect, it } from 'vitest'
import { readPorts, WrongVariable } from '../../../bin/local/ports.ts'

describe('the ports', () => {
  it.each([
    [{}, { port: 8787, host: '127.0.0.1', crmPort: 8788, anyCrmPort: true }],
    [
      { PORT: '9000', HOST: '0.0.0.0' },
      { port: 9000, host: '0.0.0.0', crmPort: 9001, anyCrmPort: true },
    ],
    [{ PORT: '0' }, { port: 0, host: '127.0.0.1', crmPort: 0, anyCrmPort: true }],
    [{ PORT: '65535' }, { port: 65535, host: '127.0.0.1', crmPort: 0, anyCrmPort: true }],
    [{ CRM_PORT: '9100' }, { port: 8787, host: '127.0.0.1', crmPort: 9100, anyCrmPort: false }],
  ])('of %j are %j', (environment, ports) => {
    expect(readPorts(environment)).toEqual(ports)
  })

  it.each(['http', '65536', '-1', '80.5'])('cannot be %j', (PORT) => {
    expect(() => readPorts({ PORT })).toThrow(WrongVariable)
    expect(() => readPorts({ PORT })).toThrow(`PORT is "${PORT}": set it to a number from 0 to 65535`)
  })
})
