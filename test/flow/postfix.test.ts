import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWith } from '../support/describe-with.ts'
import { postfix } from '../support/programs.ts'
import { runNetzdialog } from '../support/running-netzdialog.ts'
import { type FrontDoor, freePort, mimeSettings, openFrontDoor } from './mail-front-door.ts'
import { type PostfixInstance, startPostfix } from './postfix-instance.ts'
import { sendMail } from './send-mail.ts'
import { simpleMail } from './simple-mail.ts'

describeWith(postfix, 'the Postfix recipe', () => {
  let door: FrontDoor
  let port: number
  let server: PostfixInstance

  beforeAll(async () => {
    door = await openFrontDoor()
    port = await freePort()
    server = await startPostfix({ port, url: door.url, secret: mimeSettings.signingSecrets[0] ?? '' })
  })

  afterAll(async () => {
    await server.stop()
    door.server.close()
  })

  const send = (body: string, to = 'service@acme.example') =>
    sendMail({ port, from: 'anne@kunde.example', to, body })

  async function waitForLog(pattern: RegExp): Promise<void> {
    await expect.poll(server.log, { timeout: 20_000, interval: 100 }).toMatch(pattern)
  }

  it('brings a mail sent by SMTP to the service, byte for byte, as a contact event', async () => {
    await send(simpleMail, 'service+0123456789abcdef0123456789abcdef@acme.example')
    await waitForLog(/relay=netzdialog, .*status=sent/)
    expect(door.refused).toEqual([])
    expect(door.events).toHaveLength(1)
    expect(door.events[0]).toMatchObject({
      kind: 'message.created',
      account: { id: 'service@acme.example' },
      author: { email: 'anne@kunde.example', name: 'Anne Beispiel' },
      conversation: { id: 'email:0123456789abcdef0123456789abcdef', match: 'token', subject: 'Störung' },
      message: { id: 'email:<postfix-1@kunde.example>', text: 'Schöne Grüße\n.mit einem Punkt am Anfang' },
    })
  })

  it('keeps a mail while the service does not take it, and delivers it later', async () => {
    door.status = 503
    await send(simpleMail.replace('postfix-1', 'postfix-2'))
    await waitForLog(/dsn=4\.3\.0, status=deferred .*the service answered 503/)
    door.status = 200
    await server.control('flush')
    await expect.poll(server.log, { timeout: 20_000 }).toMatch(/status=deferred[\s\S]*status=sent/)
    expect(door.events.at(-1)?.message?.id).toBe('email:<postfix-2@kunde.example>')
  })

  it('returns a mail that is too large to its sender', async () => {
    door.status = 413
    await send(simpleMail.replace('postfix-1', 'postfix-3'))
    await waitForLog(/dsn=5\.3\.4, status=bounced .*the message is too large/)
    await waitForLog(/to=<anne@kunde\.example>.*relay=none.*status=sent/)
  })

  it('brings a mail sent by SMTP into the CRM', async () => {
    const netzdialog = await runNetzdialog()
    const smtp = await freePort()
    const url = `${netzdialog.url}/webhooks/mime`
    const postfix = await startPostfix({ port: smtp, url, secret: mimeSettings.signingSecrets[0] ?? '' })
    try {
      await sendMail({
        port: smtp,
        from: 'anne@kunde.example',
        to: 'service@acme.example',
        body: simpleMail.replace('postfix-1', 'postfix-crm'),
      })
      const mails = async () => (await netzdialog.events()).map(({ data }) => data)
      await expect.poll(mails, { timeout: 20_000, interval: 100 }).toMatchObject([
        {
          platform: 'email',
          visibility: 'private',
          author: { email: 'anne@kunde.example' },
          message: {
            id: 'email:<postfix-crm@kunde.example>',
            text: expect.stringContaining('Schöne Grüße'),
          },
          work: { effect: 'open' },
        },
      ])
    } finally {
      await postfix.stop()
      await netzdialog.stop()
    }
  })
})
