import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadDeployment, loadStage } from '../../../bin/deployment-checks/load-deployment.ts'
import { readDeployment } from '../../../bin/deployment-checks/read-deployment.ts'
import { deployment } from '../../support/deployment.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netzdialog-deployment-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = (file: string, text?: string) => {
  const path = join(folder, file)
  if (text !== undefined) writeFileSync(path, text)
  return readDeployment({ NETZDIALOG_DEPLOYMENT: path })
}

describe('readDeployment', () => {
  it('reads the module that NETZDIALOG_DEPLOYMENT names, and leaves it unchecked', async () => {
    const text = 'export const deployment: object = { anything: true }'
    expect(await read('staging.ts', text)).toEqual({
      file: join(folder, 'staging.ts'),
      folder,
      input: { anything: true },
      stages: [],
    })
  })

  it('takes a path as seen from the working directory', async () => {
    const file = 'test/support/deployment.ts'
    expect(await readDeployment({ NETZDIALOG_DEPLOYMENT: file })).toEqual({
      file,
      folder: resolve('test/support'),
      input: deployment,
      stages: [],
    })
  })

  it('reads a default export too', async () => {
    const { input } = await read('own.ts', 'export default { anything: true }')
    expect(input).toEqual({ anything: true })
  })

  it('puts the differences of the stage in that NETZDIALOG_STAGE names, and names it in what it says of the file', async () => {
    const path = join(folder, 'staged.ts')
    writeFileSync(path, `export default { name: 'a', stages: { test: { throttle: { burst: 1 } } } }`)
    expect(await readDeployment({ NETZDIALOG_DEPLOYMENT: path, NETZDIALOG_STAGE: 'test' })).toEqual({
      file: `${path} (stage test)`,
      folder,
      input: { name: 'a-test', stage: 'test', throttle: { burst: 1 } },
      stages: ['test'],
    })
    await expect(readDeployment({ NETZDIALOG_DEPLOYMENT: path, NETZDIALOG_STAGE: 'prod' })).rejects.toThrow(
      `${path}: there is no stage "prod": take one of test`,
    )
  })

  it('deploys none where there are stages and none is chosen', async () => {
    const path = join(folder, 'staged.ts')
    const text = (await readFile(resolve('test/support/deployment.ts'), 'utf8')).replace(
      '= {',
      '= { stages: { test: {} },',
    )
    writeFileSync(path, text)
    const environment = { NETZDIALOG_DEPLOYMENT: path }
    await expect(loadStage(environment)).rejects.toThrow(
      `${path}: has the stages test, and none is chosen: say -c stage=test, or set NETZDIALOG_STAGE`,
    )
    expect((await loadStage(environment, 'test')).deployment).toMatchObject({
      name: 'netzdialog-test',
      stage: 'test',
    })
    expect((await loadDeployment(environment)).deployment.stage).toBeUndefined()
  })

  it('names the file that cannot be read', async () => {
    await expect(read('wrong.mjs', 'export const deployment = {')).rejects.toThrow(
      /wrong\.mjs: cannot be read: /,
    )
  })

  it('says what to do about a file that is not there, or exports no deployment', async () => {
    await expect(read('none.ts')).rejects.toThrow(
      /^NETZDIALOG_DEPLOYMENT is ".*none\.ts": there is no such file; correct or unset it$/,
    )
    await expect(read('empty.ts', 'export {}')).rejects.toThrow(
      /empty\.ts: exports no deployment; write `export default defineDeployment\(\{ … \}\)`$/,
    )
  })
})
