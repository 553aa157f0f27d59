import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkDeployment } from '../../../bin/deployment-checks/check-deployment.ts'
import { openAdapters } from '../../../bin/deployment-checks/open-adapters.ts'

const own = resolve(import.meta.dirname, '../../support/own-adapters')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netzdialog-own-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const using = (platform: object, adapter = 'webhook') => ({
  platforms: { forum: platform },
  destinations: [{ name: 'desk', adapter, settings: { url: 'https://desk.test' } }],
  routing: { rules: [{ to: ['desk'] }] },
})

const check = (input: object, from = own) => checkDeployment(input, openAdapters(input, from))

describe('openAdapters', () => {
  it('finds adapters in files beside the deployment', async () => {
    const input = using({ adapter: './forum.ts' }, './desk.ts')
    const { platforms, destinations, files } = openAdapters(input, own)
    expect((await platforms['forum']?.())?.name).toBe('forum')
    expect((await destinations['./desk.ts']?.())?.name).toBe('desk')
    expect(files).toEqual({
      platforms: { forum: join(own, 'forum.ts') },
      destinations: { './desk.ts': join(own, 'desk.ts') },
      routing: {},
    })
  })

  it('finds adapters in packages that are installed beside the deployment', async () => {
    const home = join(folder, 'node_modules/@acme/adapters')
    mkdirSync(home, { recursive: true })
    writeFileSync(
      join(home, 'package.json'),
      '{"name":"@acme/adapters","type":"module","exports":"./index.js"}',
    )
    const settings = '{ safeParse: () => ({ success: true }) }'
    writeFileSync(
      join(home, 'index.js'),
      `export const destination = { name: 'desk', settings: ${settings}, limits: {}, open() {} }`,
    )
    const { destinations } = openAdapters(using({}, '@acme/adapters'), folder)
    expect((await destinations['@acme/adapters']?.())?.name).toBe('desk')
  })

  it('lets settings of an adapter of one’s own be checked like those of any other', async () => {
    const input = using({ adapter: './forum.ts', settings: { keys: ['k'], colour: 1 } })
    await expect(check(input)).rejects.toThrow(
      /platforms\.forum\.settings\.keys: is secret.*\n.*platforms\.forum\.settings\.colour: is not a field/,
    )
  })

  it.each([
    ['a file that is not there', './nowhere.ts', 'platforms.forum.adapter: ', 'nowhere.ts is not there'],
    ['a package that is not installed', 'nowhere', 'platforms.forum.adapter: ', 'nowhere is not there'],
    [
      'a file without an adapter',
      './desk.ts',
      'platforms.forum.adapter: ',
      'exports no `platform` of the right form',
    ],
  ])('says what is wrong with %s', async (_, adapter, field, sentence) => {
    const error = await check(using({ adapter })).catch((thrown: Error) => thrown.message)
    expect(error).toContain(field)
    expect(error).toContain(sentence)
  })

  it('says where a file cannot be read, with what Node.js says of it', async () => {
    writeFileSync(join(folder, 'broken.ts'), 'import "./missing.ts"')
    await expect(check(using({ adapter: './broken.ts' }), folder)).rejects.toThrow(
      /platforms\.forum\.adapter: .*broken\.ts cannot be read: .*missing\.ts/,
    )
  })

  it('wants a platform to be called as its adapter is', async () => {
    const { platforms, ...rest } = using({ adapter: './forum.ts' })
    await expect(check({ ...rest, platforms: { board: platforms.forum } })).rejects.toThrow(
      'platforms.board: its adapter is called "forum"; rename it to that',
    )
  })

  describe('with functions of one’s own', () => {
    const ownFunctions = resolve(import.meta.dirname, '../../support/own-functions')
    const deciding = (functions: object) => {
      const { routing, ...rest } = using({ adapter: resolve(own, 'forum.ts') })
      return { ...rest, routing: { ...routing, ...functions } }
    }

    it('finds both, in one file or in two', async () => {
      const input = deciding({ decide: './decisions.ts', enrich: './decisions.ts' })
      const { routing, files } = openAdapters(input, ownFunctions)
      expect(await routing?.['decide']?.()).toBeTypeOf('function')
      const file = join(ownFunctions, 'decisions.ts')
      expect(files.routing).toEqual({ decide: file, enrich: file })
      await expect(check(input, ownFunctions)).resolves.toMatchObject({
        routing: { decide: './decisions.ts' },
      })
    })

    it.each([
      ['a file that is not there', 'decide', './nowhere.ts', 'nowhere.ts is not there: correct the path'],
      ['a package that is not installed', 'enrich', '@acme/nowhere', '@acme/nowhere is not there'],
      [
        'a file that does not load',
        'decide',
        './not-loadable.ts',
        'cannot be read: line 2: it threw "this module does not load": correct what stands there',
      ],
      ['a file that exports another', 'enrich', './not-loadable.ts', 'cannot be read'],
      ['an empty name', 'decide', '', 'must have at least 1 character'],
    ])('says what is wrong with %s', async (_, name, module, sentence) => {
      const said = await check(deciding({ [name]: module }), ownFunctions).catch(({ message }) => message)
      expect(said).toMatch(new RegExp(`^bin/deployment\\.ts: routing\\.${name}: [^\n]*$`))
      expect(said).toContain(sentence)
    })

    it.each([
      ['nothing of that name', 'export const decide = () => undefined', 'enrich'],
      ['something that is no function', 'export const decide = { to: ["desk"] }', 'decide'],
      ['its function as the default', 'export default () => undefined', 'decide'],
    ])('says where a file exports %s', async (_, source, name) => {
      writeFileSync(join(folder, 'own.ts'), source)
      await expect(check(deciding({ [name]: './own.ts' }), folder)).rejects.toThrow(
        `routing.${name}: ${join(folder, 'own.ts')} exports no \`${name}\` of the right form: export one under this name`,
      )
    })
  })
})
