import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { close, listen } from '../../../bin/local/listen.ts'
import { receiptRules } from '../../../functions/aws/ses-receipt-rules.ts'

/** What stands in for the first API of SES answers next, by its own protocol; there is no emulator of it. */
const next = { status: 200, result: '' }
const xmlns = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"'
const asked: Record<string, string>[] = []
let server: Server
let endpoint: string
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const given = Object.fromEntries(new URLSearchParams(await text(request)))
    asked.push(given)
    const action = given['Action']
    response
      .writeHead(next.status, { 'content-type': 'text/xml' })
      .end(
        next.status === 200
          ? `<${action}Response ${xmlns}><${action}Result>${next.result}</${action}Result></${action}Response>`
          : `<ErrorResponse ${xmlns}><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:iam::1:user/anne is not authorized</Message></Error></ErrorResponse>`,
      )
  })
  endpoint = `http://127.0.0.1:${await listen(server, 0)}`
})
afterAll(() => close(server))

const rules = (ruleSet?: string) =>
  receiptRules(
    { name: 'acme', platform: 'ses', ruleSet },
    {
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    },
  )

it('the receipt rules of a deployment are those of its own set, unless it names another', () => {
  expect(rules()).toMatchObject({ region: 'eu-central-1', ruleSet: 'acme', rule: 'acme-ses' })
  expect(rules('inbound').ruleSet).toBe('inbound')
})

it('the active receipt rules are told in their order, and as none where no set is active', async () => {
  Object.assign(next, { status: 200, result: '' })
  expect(await rules().active()).toBeUndefined()
  next.result =
    '<Metadata><Name>acme</Name></Metadata><Rules><member><Name>first</Name><Enabled>false</Enabled></member><member><Name>acme-ses</Name><Enabled>true</Enabled></member></Rules>'
  expect(await rules().active()).toEqual({
    ruleSet: 'acme',
    rules: [
      { name: 'first', isEnabled: false },
      { name: 'acme-ses', isEnabled: true },
    ],
  })
  next.result = '<Metadata><Name>empty</Name></Metadata><Rules/>'
  expect(await rules().active()).toEqual({ ruleSet: 'empty', rules: [] })
})

it('a set of receipt rules is made active by its name', async () => {
  Object.assign(next, { status: 200, result: '' })
  asked.length = 0
  await rules('inbound').activate()
  expect(asked).toMatchObject([{ Action: 'SetActiveReceiptRuleSet', RuleSetName: 'inbound' }])
})

it('receipt rules that may not be read or changed are a fault by its code, in which nobody is named', async () => {
  next.status = 403
  await expect(rules().active()).rejects.toMatchObject({ name: 'AccessDenied' })
  await expect(rules().activate()).rejects.toThrow(
    'SES does not make acme active (AccessDenied): that takes ses:SetActiveReceiptRuleSet',
  )
})
