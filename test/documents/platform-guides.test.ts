import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { close, listen } from '../../bin/local/listen.ts'
import { errorCode } from '../../functions/core/errors.ts'
import { secretFields } from '../../functions/core/settings.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import { readEnvelope } from '../../functions/platforms/mime/read-envelope.ts'
import { mimeSettings } from '../../functions/platforms/mime/settings.ts'
import { verifyMail } from '../../functions/platforms/mime/verify-mail.ts'
import { webhookRequest } from '../contracts/webhook-request.ts'
import { describeWith } from '../support/describe-with.ts'
import { pipePrograms } from '../support/programs.ts'
import { run } from '../support/run.ts'

const project = join(import.meta.dirname, '../..')
const names = Object.keys(platformAdapters)
const pageOf = (name: string) => join(project, 'docs/platforms', `${name}.md`)

it('every platform has a page for its administrator: write docs/platforms/<name>.md', ({ skip }) => {
  const missing = names.filter((name) => !existsSync(pageOf(name)))
  if (process.env['CI'] === undefined && missing.length > 0) skip(`CI asks for ${missing.join(', ')}`)
  expect(missing).toEqual([])
})

it('docs/platforms.md leads to every one of them', async () => {
  const text = await readFile(join(project, 'docs/platforms.md'), 'utf8')
  for (const name of names.filter((each) => existsSync(pageOf(each)) && text.includes(`\n## ${each}\n`)))
    expect(text).toContain(`\n## ${name}\n\n[Setting it up](platforms/${name}.md).`)
})

describe.each(names.filter((name) => existsSync(pageOf(name))))('docs/platforms/%s.md', (name) => {
  it('says how to set it up, test it, change its key and take it away, and where it ends', async () => {
    const text = await readFile(pageOf(name), 'utf8')
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading)
    for (const heading of [/^Set up$/, /^Test it$/, /^Limits$/, /^Change /, /^Take it away again$/])
      expect(headings.join('\n')).toMatch(new RegExp(heading.source, 'm'))
    expect(text).toContain(`/webhooks/${name}`)
    const adapter = await platformAdapters[name]?.()
    const secrets = adapter ? secretFields(adapter.settings) : []
    expect(text).toContain(
      secrets.length > 0 ? `--secret-id netzdialog/platform/${name} ` : 'There is no secret to fill',
    )
    for (const field of secrets) expect(text).toContain(field)
  })

  it('gives secrets that the settings take', async () => {
    const text = await readFile(pageOf(name), 'utf8')
    const adapter = await platformAdapters[name]?.()
    const given = text.match(/--secret-string (?:'([^']+)'|"((?:[^"\\]|\\.)+)")/)
    if (!given) return expect(text).toContain('There is no secret to fill')
    const json = given?.[1] ?? given?.[2]?.replaceAll('\\"', '"') ?? ''
    const fields = Object.keys(JSON.parse(json))
    expect(secretFields(adapter?.settings ?? mimeSettings)).toEqual(expect.arrayContaining(fields))
  })
})

describeWith(pipePrograms, 'the commands of docs/platforms/mime.md', () => {
  it('post a mail that is proven, with its envelope', async () => {
    const text = await readFile(pageOf('mime'), 'utf8')
    const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block)
    const commands = blocks.find((block) => block.includes('--data-binary')) ?? ''
    const secret = `whsec_${Buffer.alloc(32, '\xff\x00a', 'latin1').toString('base64')}`
    const settings = mimeSettings.parse({ signingSecrets: [secret] })
    const mail = Buffer.from('From: a@kunde.example\r\nSubject: Größe\r\n\r\n\0\xff\r\n', 'latin1')
    const seen: unknown[] = []
    const server = createServer(async (request, response) => {
      const headers = request.headersDistinct
      const plain = Object.fromEntries(Object.entries(headers).map(([key, values]) => [key, String(values)]))
      const received = {
        ...webhookRequest({ method: 'POST', headers: plain, body: await buffer(request) }),
        receivedAt: new Date(),
      }
      try {
        verifyMail(received, settings)
        seen.push({ body: Buffer.from(received.body), ...readEnvelope(received.headers) })
      } catch (error) {
        seen.push(errorCode(error))
      }
      response.end()
    })
    const port = await listen(server, 0)
    const folder = await mkdtemp(join(tmpdir(), 'netzdialog-guide-'))
    try {
      await writeFile(join(folder, 'mail.eml'), mail)
      await run('sh', ['-euc', commands], {
        cwd: folder,
        env: { PATH: process.env['PATH'], secret, address: `http://127.0.0.1:${port}/` },
      })
    } finally {
      await close(server)
      await rm(folder, { recursive: true })
    }
    expect(seen).toEqual([{ body: mail, from: 'anne@kunde.example', to: ['service@acme.example'] }])
  })
})
