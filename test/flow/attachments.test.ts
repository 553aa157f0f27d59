import { readFile } from 'node:fs/promises'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readAwsAccess } from '../../bin/local/aws-environment.ts'
import { localResources } from '../../bin/local/local-resources.ts'
import { type LinkKeys, linkKeys, signLink } from '../../functions/core/attachment-link.ts'
import type { Attachment } from '../../schemas/contact-event.ts'
import { runNetzdialog } from '../support/running-netzdialog.ts'

let netzdialog: Awaited<ReturnType<typeof runNetzdialog>>
let keys: LinkKeys
let photo: Attachment

/** The photo of a mail that has come in, and the key that deliver signs with. */
beforeAll(async () => {
  netzdialog = await runNetzdialog()
  const found = await (await fetch(`${netzdialog.url}/local/resources`)).json()
  const { site, deployment } = localResources.parse(found)
  const client = new SecretsManagerClient({ ...readAwsAccess({}), endpoint: site.endpoints!.secrets })
  const secret = await client.send(new GetSecretValueCommand({ SecretId: `${deployment.name}/links` }))
  keys = linkKeys.parse(JSON.parse(secret.SecretString!))
  const mail = await readFile(new URL('../../bin/samples/mime/html-with-image.eml', import.meta.url))
  expect((await netzdialog.post('mime', mail)).status).toBe(200)
  photo = await vi.waitFor(
    async () => {
      const [event] = await netzdialog.events()
      const { attachments } = event!.data.message as unknown as { attachments: Attachment[] }
      return attachments[0]!
    },
    { timeout: 20_000 },
  )
}, 90_000)
afterAll(() => netzdialog.stop())

const open = (expiresAt: Date, signedBy = keys) => {
  const token = signLink({ key: photo.key!, name: photo.name, type: photo.type, expiresAt }, signedBy)
  return fetch(`${netzdialog.url}/attachments/${token}`)
}
const inAnHour = () => new Date(Date.now() + 3_600_000)

describe('a link to an attachment, in the local run', () => {
  it('leads whoever opens it to the bytes that came with the mail', async () => {
    const answer = await open(inAnHour())
    expect([answer.status, answer.redirected]).toEqual([200, true])
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes).toEqual(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAA=', 'base64'))
    const address = new URL(answer.url)
    expect(address.searchParams.get('response-content-disposition')).toMatch(/^attachment; filename=/)
    expect(address.searchParams.get('response-content-type')).toBe('image/png')
  })

  it('opens nothing to whoever made it up, and nothing any more once it has expired', async () => {
    expect((await open(inAnHour(), { key: 'x'.repeat(32), others: [] })).status).toBe(404)
    expect((await open(new Date(Date.now() - 1_000))).status).toBe(410)
  })
})
