import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { fitEvent } from '../../../functions/core/fit-event.ts'
import { eventId } from '../../../functions/core/ids.ts'
import type { Ledger } from '../../../functions/core/ledger.ts'
import { maxAttachments, maxIdLength, maxUrlLength } from '../../../functions/core/max-lengths.ts'
import { routeEvent } from '../../../functions/route/route-event.ts'
import { type ContactEvent, contactEvent } from '../../../schemas/contact-event.ts'
import { deployment } from '../../../schemas/deployment.ts'
import { startAws } from '../../support/aws.ts'
import { comment, customer } from '../../support/contact-events.ts'
import { memoryQueue, memoryStore, recordingTelemetry } from '../../support/memory-ports.ts'

const megabyte = 1024 * 1024
const sound = comment('777_10', customer('anne'))
const withMessage = (fields: Partial<NonNullable<ContactEvent['message']>>): ContactEvent => ({
  ...sound,
  message: { id: 'facebook:777_10', attachments: [], ...fields },
})

const digest = 'a'.repeat(64)

/** An event with every field that its schema has, each text filled with so many characters. */
function filled(schema: z.ZodType, size: number): unknown {
  if (schema.safeParse(digest).success && !schema.safeParse('ä').success) return digest
  if (schema instanceof z.ZodOptional) return filled(schema.unwrap() as z.ZodType, size)
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries<z.ZodType>(schema.shape).map(([name, field]) => [name, filled(field, size)]),
    )
  if (schema instanceof z.ZodArray) return [filled(schema.element as z.ZodType, size)]
  if (schema instanceof z.ZodRecord) return { word: 'ä'.repeat(size) }
  if (schema instanceof z.ZodEnum) return schema.options[0]
  if (schema instanceof z.ZodLiteral) return schema.value
  if (schema instanceof z.ZodBoolean) return true
  if (schema instanceof z.ZodNumber) return 1
  if (schema instanceof z.ZodISODateTime) return '2026-11-20T08:00:00.000Z'
  return 'ä'.repeat(size)
}

const { work: _, ...shape } = contactEvent.shape
const large = contactEvent.parse({
  ...(filled(z.object(shape), megabyte) as object),
  id: eventId('large'),
  platform: 'facebook',
})

describe('an event of ingest', () => {
  it('is left as it is where all of it is short enough', () => {
    const event = withMessage({ text: 'Hallo', html: '<p>Hallo</p>', url: 'https://x.example/1' })
    expect(fitEvent(event)).toBe(event)
  })

  it('has no text that is too long left in any field, and stays valid', () => {
    const fitted = fitEvent(large)
    expect(contactEvent.parse(fitted)).toEqual(fitted)
    const { text = '', quoted = '' } = fitted.message ?? {}
    expect([text, quoted].map((each) => each.length)).toEqual([1_000_000, 1_000_000])
    expect([text, quoted].every((each) => each.endsWith('ä […]'))).toBe(true)
    const rest = { ...fitted, message: { ...fitted.message, text: '', quoted: '', html: '' } }
    expect(JSON.stringify(rest).length).toBeLessThan(200_000)
  })

  it('keeps two ids apart that only differ at their ends', () => {
    const [one, other] = ['1', '2'].map((end) =>
      fitEvent(withMessage({ id: `facebook:${'7'.repeat(2000)}${end}` })),
    )
    expect(one?.message?.id).toMatch(/^facebook:sha256-[0-9a-f]{64}$/)
    expect(one?.message?.id).not.toBe(other?.message?.id)
    expect(`x:${'7'.repeat(maxIdLength - 2)}`).toHaveLength(maxIdLength)
  })

  it('names a parent as the parent is named itself', () => {
    const id = `email:<${'x'.repeat(2000)}@b.example>`
    const answer = { ...sound, conversation: { ...sound.conversation, parentMessageId: id } }
    expect(fitEvent(answer).conversation.parentMessageId).toBe(fitEvent(withMessage({ id })).message?.id)
  })

  it('is never cut inside a character as a person sees it', () => {
    const family = '👨‍👩‍👧‍👦'
    const { author } = fitEvent({ ...sound, author: { role: 'customer', name: family.repeat(100) } })
    const name = author?.name ?? ''
    expect(name.length).toBeLessThanOrEqual(300)
    expect(name.replaceAll(family, '')).toBe(' […]')
  })

  it('shows an address that is too long as a name, so that nobody writes to another', () => {
    const email = `${'a'.repeat(420_000)}@b.example`
    const { author } = fitEvent({ ...sound, author: { role: 'customer', id: email, email } })
    expect(author?.email).toBeUndefined()
    expect(author?.name).toMatch(/^a+ \[…\]$/)
    expect(author?.id).toMatch(/^sha256-/)
  })

  it('does not point to where a cut address of an attachment would lead', () => {
    const url = `https://x.example/${'a'.repeat(maxUrlLength)}`
    const { message } = fitEvent(withMessage({ attachments: [{ type: 'image', state: 'remote', url }] }))
    expect(message?.attachments).toEqual([
      { type: 'image', state: 'unavailable', reason: `its address has ${url.length} characters` },
    ])
  })

  it('leaves out HTML that is too long, which its text says as well', () => {
    const { message } = fitEvent(withMessage({ text: 'Hallo', html: 'x'.repeat(3 * megabyte) }))
    expect(message).toEqual({ id: 'facebook:777_10', text: 'Hallo', attachments: [] })
  })

  it('says how many attachments there are more', () => {
    const one = { type: 'image/png', state: 'stored' as const, key: 'attachments/a/a.png' }
    const { message } = fitEvent(withMessage({ attachments: Array.from({ length: 950 }, () => one) }))
    expect(message?.attachments).toHaveLength(maxAttachments + 1)
    expect(message?.attachments.at(-1)).toMatchObject({
      state: 'rejected',
      reason: expect.stringMatching(/^750 more .* quarantine$/),
    })
  })
})

describe('the ledger', () => {
  let aws: Awaited<ReturnType<typeof startAws>>
  let ledger: Ledger
  const settings = deployment.parse({
    platforms: { facebook: {} },
    destinations: [{ name: 'crm', adapter: 'webhook' }],
    routing: { rules: [{ to: ['crm'] }] },
  })

  beforeAll(async () => {
    aws = await startAws()
    const { dynamoLedger } = await import('../../../functions/aws/dynamo-ledger.ts')
    ledger = dynamoLedger(aws.table, settings.retention, () => new Date('2026-11-20T12:00:00.000Z'))
  }, 60_000)
  afterAll(() => aws.stop())

  const route = async (event: ContactEvent) => {
    const { queue, taken } = memoryQueue()
    const ports = {
      ledger,
      store: memoryStore().store,
      queueOf: () => queue,
      deployment: settings,
      telemetry: recordingTelemetry().telemetry,
      now: () => new Date('2026-11-20T12:00:00.000Z'),
    }
    await routeEvent(event, 0, ports)
    return taken
  }

  it('takes every row of an event whose fields were all too long', async () => {
    expect(await route(fitEvent(large))).toHaveLength(1)
  })

  it('refuses the rows of one that was not cut, as DynamoDB does', async () => {
    await expect(route({ ...large, id: eventId('uncut') })).rejects.toThrow(/size/i)
  })
})
