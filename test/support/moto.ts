import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { moto } from './programs.ts'

const address = /Running on (http:\/\/127\.0\.0\.1:\d{1,5})/

/**
 * moto, which answers in the place of many services of AWS, CloudFormation among them.
 *
 * @returns its address, of all services alike
 * @throws Error where it does not begin
 */
export async function startMoto(): Promise<{ url: string; stop: () => Promise<void> }> {
  const found = moto.find()
  if (!found) throw new Error(moto.needs)
  const child = spawn(found.moto, ['-H', '127.0.0.1', '-p', '0'], {
    env: { PATH: process.env['PATH'], AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const gone = once(child, 'exit')
  const said: string[] = []
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      said.push(line)
      const [, running] = address.exec(line) ?? []
      if (running !== undefined) resolve(running)
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`moto ended before it began: ${said.join('\n')}`)))
  })
  return {
    url,
    async stop() {
      child.kill()
      await gone
    },
  }
}
