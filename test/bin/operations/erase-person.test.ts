import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { erasePerson, settleMs } from '../../../bin/operations/erase-person.ts'
import type { RetainedStore } from '../../../bin/operations/ports.ts'
import { joinParts, splitBody } from '../../../functions/core/combined-message.ts'
import { toEscapedJson } from '../../../functions/core/json.ts'
import { personKey } from '../../../functions/core/person-key.ts'
import { withholdTakenBack } from '../../../functions/core/withhold-taken-back.ts'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { routedMail } from '../../contracts/routed-event.ts'
import { legibleRows } from '../../support/legible-rows.ts'
import { nthEvent, operationsScene } from '../../support/operations-scene.ts'

const anne = { id: '991', scope: 'facebook:4711' }
const by = (
  n: number,
  author: { id: string; scope?: string },
  message: Partial<RoutedEvent['message']> = {},
  receivedAt = nthEvent(n).receivedAt,
) =>
  nthEvent(n, {
    receivedAt,
    author: { role: 'customer', ...author },
    message: { id: `facebook:777_${n}`, text: 'Immer noch schwarz.', attachments: [], ...message },
  })
const stored = (key: string) => ({ type: 'image/jpeg', state: 'stored' as const, key })
const at = '2026-11-21T10:01:00.000Z'

/** One event of Änne's archived, one large one too, one parked, and the same of others. */
async function scene() {
  const made = operationsScene()
  await made.archive(by(1, anne, { attachments: [stored('attachments/aa/foto.jpg')] }), at)
  await made.archive(by(2, anne, { text: 'x'.repeat(250_000) }), at)
  await made.archive(by(3, { id: '992', scope: 'facebook:4711' }), at)
  await made.archive(by(4, { id: '991', scope: 'facebook:9' }), at)
  await made.park(by(5, anne))
  await made.park(by(6, { id: '992', scope: 'facebook:4711' }))
  made.objects.set('attachments/aa/foto.jpg', new Uint8Array(1))
  made.objects.set('attachments/bb/anders.jpg', new Uint8Array(1))
  return made
}

describe('erasePerson', () => {
  it('forgets what a destination said of the person, also to what others wrote, and nothing else', async () => {
    const { ports, park, remarks } = await scene()
    const other = { id: '992', scope: 'facebook:4711' }
    await park(by(1, { ...anne, name: 'Änne Grün' } as typeof anne), {}, 0, 'Änne Grün is known already')
    await park(by(7, other), {}, 0, 'duplicate of Änne Grün')
    await park(by(8, other), {}, 0, 'the phone is missing')
    const report = await erasePerson(anne, ports, { dryRun: true })
    expect(remarks.size).toBe(3)
    expect(await erasePerson(anne, ports, { dryRun: false })).toEqual(report)
    expect(report.others).toBe(1)
    expect([...remarks.values()]).toEqual(['the phone is missing'])
  })

  it('removes what is kept of the person, and of nobody else', async () => {
    const { ports, rows, objects } = await scene()
    const report = await erasePerson(anne, ports, { dryRun: false })
    expect(report).toEqual({
      parked: 1,
      archived: 2,
      bodies: 0,
      quarantined: 0,
      attachments: 1,
      others: 0,
      unreadable: 0,
      scopes: { 'facebook:4711': 3, 'facebook:9': 1 },
    })
    const kept = [...rows.values()].flatMap(({ eventId }) => eventId ?? [])
    expect(kept.toSorted()).toEqual([3, 4, 6].map((n) => nthEvent(n).id))
    expect([...objects.keys()].toSorted()).toEqual([
      'attachments/bb/anders.jpg',
      `parked/crm/${nthEvent(6).id}.json`,
    ])
  })

  it('leaves in the ledger no name, key or hash of files that were fetched, and all of other people’s', async () => {
    const { ports, objects } = await scene()
    const key = `attachments/old/Lebenslauf.pdf`
    const file = { state: 'stored' as const, key, name: 'Lebenslauf.pdf', sha256: 'ab' }
    objects.set(key, new Uint8Array(1))
    const row = { files: { 0: file }, objects: new Set([key]), settledAt: at, toldAt: at }
    for (const n of [1, 3]) await ports.ledger.merge('attachments', nthEvent(n).id, row)
    const report = await erasePerson(anne, ports, { dryRun: true })
    expect(report.attachments).toBe(2)
    expect(await ports.ledger.read('attachments', nthEvent(1).id)).toMatchObject(row)
    expect(await erasePerson(anne, ports, { dryRun: false })).toEqual(report)
    expect(await ports.ledger.read('attachments', nthEvent(1).id)).toEqual({
      toldAt: at,
      version: expect.any(Number),
    })
    expect(await ports.ledger.read('attachments', nthEvent(3).id)).toMatchObject(row)
    expect(objects.has(key)).toBe(false)
  })

  it('has what still waits go out without the words and the name, and what comes later with them', async () => {
    const { ports, clock } = await scene()
    await erasePerson(anne, ports, { dryRun: false })
    const waiting = await withholdTakenBack(by(7, { ...anne, name: 'Änne' } as typeof anne), ports.ledger)
    expect(waiting.message).toMatchObject({ withheld: 'erased' })
    expect(JSON.stringify(waiting)).not.toMatch(/schwarz|Änne/)
    const after = new Date(Date.parse(clock.now) + 1).toISOString()
    const later = { ...by(8, anne), receivedAt: after, occurredAt: after }
    expect((await withholdTakenBack(later, ports.ledger)).message?.text).toBe('Immer noch schwarz.')
  })

  it('counts the same and removes nothing in a dry run', async () => {
    const { ports, rows, objects } = await scene()
    const before = [rows.size, objects.size]
    expect(await erasePerson(anne, ports, { dryRun: true })).toMatchObject({ parked: 1, archived: 2 })
    expect([rows.size, objects.size]).toEqual(before)
  })

  it('finds what was archived before a shorter retention was deployed', async () => {
    const { ports, rows, clock } = await scene()
    clock.now = '2026-11-29T10:00:00.000Z'
    const retention = { ...ports.deployment.retention, archive: 0 }
    const report = await erasePerson(
      anne,
      { ...ports, deployment: { ...ports.deployment, retention } },
      { dryRun: false },
    )
    expect(report).toMatchObject({ archived: 2 })
    expect([...rows.keys()].join('\n')).not.toContain(nthEvent(1).id)
  })

  it('finds all that is archived, also of what an operator sent to route weeks after it came', async () => {
    const { rows, objects, archive, ports, clock } = operationsScene()
    const received = Date.parse('2026-11-01T08:00:00.000Z')
    const retention = { archive: 14 }
    const dayOf = (n: number) => new Date(received + n * 24 * 3_600_000).toISOString()
    for (let day = 0; day <= 28; day += 1) {
      const text = day % 2 === 0 ? 'Immer noch schwarz.' : 'Immer noch schwarz. '.repeat(20_000)
      await archive(by(day, anne, { text }, dayOf(0)), dayOf(day), ['crm'], { retention })
    }
    clock.now = dayOf(28)
    await erasePerson(anne, ports, { dryRun: false })
    expect([...legibleRows(rows)].filter((row) => JSON.stringify(row).includes('schwarz'))).toEqual([])
    expect([...objects.keys()]).toEqual([])
  })

  it('says how many could not be read', async () => {
    const made = operationsScene()
    await made.park('{"not":"an event"}')
    expect(await erasePerson(anne, made.ports, { dryRun: false })).toMatchObject({ parked: 0, unreadable: 1 })
  })

  const wholly = { dryRun: false }
  const kept = (objects: ReadonlyMap<string, Uint8Array>, rows: ReadonlyMap<string, unknown>) =>
    [
      ...[...objects.values()].map((bytes) => Buffer.from(bytes).toString()),
      JSON.stringify(legibleRows(rows)),
    ].join()

  it('marks the person before it looks for anything', async () => {
    const { ports, rows } = await scene()
    const seen: boolean[] = []
    const marked = () => [...rows.keys()].some((key) => key.startsWith('suppression#'))
    const archived = async (hour: string) => {
      seen.push(marked())
      return ports.retained.archived(hour)
    }
    await erasePerson(anne, { ...ports, retained: { ...ports.retained, archived } }, wholly)
    expect(new Set(seen)).toEqual(new Set([true]))
  })

  it('takes the person out of a record that was parked as a whole, and leaves the others in it', async () => {
    const made = operationsScene()
    const bert = { id: '992', scope: 'facebook:4711' }
    const events = [by(1, anne, { text: 'Meins.' }), by(2, bert, { text: 'Seins.' }), by(3, anne)]
    const parts = events.map((event) => ({ deduplicationId: event.id, body: toEscapedJson(event) }))
    await made.park(joinParts(parts))
    expect(await erasePerson(anne, made.ports, wholly)).toMatchObject({ parked: 2, unreadable: 0 })
    const [left = new Uint8Array()] = made.objects.values()
    expect(splitBody(Buffer.from(left).toString())).toEqual([parts[1]])
    expect(await erasePerson(bert, made.ports, wholly)).toMatchObject({ parked: 1 })
    expect([...made.objects.keys(), ...made.rows.keys()].filter((key) => key.startsWith('parked'))).toEqual(
      [],
    )
  })

  it('knows an address in any capitals, and leaves none of it in a key', async () => {
    const made = operationsScene()
    await made.archive(routedMail({ receivedAt: at }), at)
    expect(await erasePerson({ id: 'Anne@KUNDE.test' }, made.ports, wholly)).toMatchObject({ archived: 1 })
    expect(JSON.stringify(legibleRows(made.rows))).not.toMatch(/kunde.test/i)
  })

  it('finds nothing where the scope is missing, and says where the id is known', async () => {
    const made = operationsScene()
    await made.archive(by(1, { id: '77', scope: 'twitter' }), at)
    const report = await erasePerson({ id: '77' }, made.ports, { dryRun: true })
    expect(report).toMatchObject({ archived: 0, others: 0, scopes: { twitter: 1 } })
  })

  it('takes the name out of what another customer said elsewhere, and all of it out of an answer', async () => {
    const made = operationsScene()
    const named = { ...anne, name: 'Änne Grün' }
    await made.archive(by(1, named), at)
    const elsewhere = { conversation: { id: 'facebook:other', match: 'platform' as const } }
    await made.archive(
      { ...by(2, { id: '992' }, { text: 'Frag doch Änne Grün! Bei mir geht er.' }), ...elsewhere },
      at,
    )
    const answer = { direction: 'outbound' as const, author: { role: 'company' as const, id: '4711' } }
    await made.park({ ...by(3, { id: '4711' }, { text: 'Guten Tag, Änne Grün.' }), ...elsewhere, ...answer })
    expect(await erasePerson(anne, made.ports, wholly)).toMatchObject({ archived: 1, others: 2 })
    const left = kept(made.objects, made.rows)
    expect(left).toContain('Frag doch …! Bei mir geht er.')
    expect(left).not.toMatch(/Änne|Guten Tag/)
  })

  it('learns names while it looks, so that what waits and says them goes out without', async () => {
    const { ports, archive } = operationsScene()
    await archive(by(1, { ...anne, name: 'Änne Grün' } as typeof anne), at)
    await erasePerson(anne, ports, wholly)
    const waiting = by(2, { id: '992', scope: 'facebook:4711' }, { text: 'Änne Grün, bei mir auch.' })
    expect((await withholdTakenBack(waiting, ports.ledger)).message?.text).toBe('…, bei mir auch.')
  })

  it('clears what is parked for a destination that is not deployed any more, and what nobody can read', async () => {
    const made = operationsScene()
    await made.park(by(1, anne), { destination: 'gone' })
    await made.park('{"from":"anne%40kunde.test"', { eventId: 'broken', destination: 'gone' })
    await made.park('{"from":"bert%40kunde.test"', { eventId: 'broken too' })
    expect(await erasePerson(anne, made.ports, wholly)).toMatchObject({ parked: 1, unreadable: 2 })
    const mail = await erasePerson({ id: 'anne@kunde.test' }, made.ports, wholly)
    expect(mail).toMatchObject({ parked: 1, unreadable: 1 })
    expect([...made.objects.keys()]).toEqual(['parked/crm/broken too.json'])
  })

  it('lets a parked deletion go on to the destination, without the name', async () => {
    const made = operationsScene()
    const deletion = by(1, { ...anne, name: 'Änne Grün' } as typeof anne)
    await made.park({ ...deletion, kind: 'message.deleted' })
    expect(await erasePerson(anne, made.ports, wholly)).toMatchObject({ parked: 1 })
    const left = kept(made.objects, made.rows)
    expect(left).toContain('"kind":"message.deleted"')
    expect(left).not.toMatch(/Änne|schwarz/)
  })

  it('waits no shorter than the longest run that may have passed the mark', () => {
    const { deployment } = operationsScene().ports
    expect(settleMs({ deployment })).toBe(70_000)
    const slow = deployment.destinations.map((each) => ({ ...each, timeoutSeconds: 80 }))
    expect(settleMs({ deployment: { ...deployment, destinations: slow } })).toBe(90_000)
  })
})

it('does not count what went to nobody, of which no words are kept', async () => {
  const scene = operationsScene()
  await scene.archive(nthEvent(1), nthEvent(1).receivedAt, [])
  const person = { id: '991', scope: 'facebook:4711' }
  expect(await erasePerson(person, scene.ports, { dryRun: false })).toMatchObject({
    archived: 0,
    unreadable: 0,
  })
})

describe('mail that waits in the bucket', () => {
  const mail = (from: string) =>
    new TextEncoder().encode(
      `From: ${from}\r\nTo: service@acme.example\r\nSubject: Frage\r\nMessage-ID: <1@kunde.example>\r\n\r\nWas tun?`,
    )
  const ticket = new TextEncoder().encode('{"headers":{"x-envelope-to":"service@acme.example"}}')
  const scene = () => {
    const made = operationsScene()
    made.objects.set('incoming/ses/1', mail('Anne <anne@kunde.example>'))
    made.objects.set('incoming/ses/2', mail('Cem <cem@kunde.example>'))
    made.objects.set('incoming/ses/3', new Uint8Array([1, 2, 3]))
    made.objects.set('incoming/mime/4/mail', mail('anne@kunde.example'))
    made.objects.set('incoming/mime/4/ticket', ticket)
    made.objects.set('incoming/mime/5/ticket', ticket)
    const platforms = {
      facebook: { settings: {} },
      ses: { settings: {}, receiving: { recipients: ['acme.example'] } },
      mime: { settings: {}, uploads: true },
    }
    const deployed = { ...made.ports, deployment: { ...made.ports.deployment, platforms } }
    const old = new Set<string>()
    const objects: RetainedStore['objects'] = async (prefix, writtenBefore) =>
      (await made.ports.retained.objects(prefix)).filter((key) => writtenBefore === undefined || old.has(key))
    const ports = { ...deployed, retained: { ...made.ports.retained, objects } }
    return { ports, objects: made.objects, old }
  }
  const person = { id: 'anne@kunde.example' }
  const announced = new TextEncoder().encode('{"headers":{"x-envelope-from":"Anne@kunde.example"}}')

  it('goes with the person who wrote it, and no other does', async () => {
    const { ports, objects } = scene()
    expect((await erasePerson(person, ports, { dryRun: false })).bodies).toBe(2)
    expect([...objects.keys()].toSorted()).toEqual([
      'incoming/mime/5/ticket',
      'incoming/ses/2',
      'incoming/ses/3',
    ])
  })

  it('is counted and left where nothing is to be removed yet', async () => {
    const { ports, objects } = scene()
    expect((await erasePerson(person, ports, { dryRun: true })).bodies).toBe(2)
    expect(objects.size).toBe(6)
  })

  it('goes where it cannot be read and names the person, itself or in its envelope', async () => {
    const { ports, objects } = scene()
    const unaddressed = new TextEncoder().encode('From: Anne <anne@kunde.example>\r\n\r\nWas tun?')
    objects.set('incoming/ses/6', unaddressed)
    objects.set('incoming/mime/7/mail', new Uint8Array([1, 2, 3]))
    objects.set('incoming/mime/7/ticket', announced)
    expect((await erasePerson(person, ports, { dryRun: false })).bodies).toBe(4)
    expect([...objects.keys()].toSorted()).toEqual([
      'incoming/mime/5/ticket',
      'incoming/ses/2',
      'incoming/ses/3',
    ])
  })

  it('goes before it is fetched where what points to it says that the person wrote it, and not where it names them', async () => {
    const { ports, objects } = scene()
    const deployment = {
      ...ports.deployment,
      platforms: { ...ports.deployment.platforms, resend: { settings: {}, stored: true } },
    }
    const pointer = (from: unknown, more = {}) => {
      const data = { email_id: 'e1', from, ...more }
      const body = Buffer.from(JSON.stringify({ type: 'email.received', data }))
      return Buffer.from(JSON.stringify({ headers: {}, body: body.toString('base64') }))
    }
    objects.set('incoming/resend/1/pointer', pointer('Anne <anne@kunde.example>'))
    objects.set('incoming/resend/2/pointer', pointer('Cem <cem@kunde.example>'))
    objects.set('incoming/resend/3/pointer', pointer('ANNE@kunde.example'))
    const cc = ['Anne <anne@kunde.example>']
    objects.set(
      'incoming/resend/4/pointer',
      pointer('Cem <cem@kunde.example>', { cc, subject: 'Beschwerde' }),
    )
    objects.set('incoming/resend/5/pointer', pointer('"anne@kunde.example" <cem@kunde.example>'))
    objects.set('incoming/resend/6/pointer', pointer(7, { cc }))
    await erasePerson(person, { ...ports, deployment }, { dryRun: false })
    expect([...objects.keys()].filter((key) => key.startsWith('incoming/resend/'))).toEqual([
      ...[2, 4, 5, 6].map((id) => `incoming/resend/${id}/pointer`),
    ])
  })

  it('may still come where it was announced lately, and has its address removed after that', async () => {
    const { ports, objects, old } = scene()
    for (const id of [6, 7]) objects.set(`incoming/mime/${id}/ticket`, announced)
    for (const id of [4, 5, 7]) old.add(`incoming/mime/${id}/ticket`)
    expect((await erasePerson(person, ports, { dryRun: true })).bodies).toBe(3)
    expect(objects.has('incoming/mime/7/ticket')).toBe(true)
    expect((await erasePerson(person, ports, { dryRun: false })).bodies).toBe(3)
    expect([...objects.keys()].filter((key) => key.startsWith('incoming/mime/'))).toEqual([
      'incoming/mime/5/ticket',
      'incoming/mime/6/ticket',
    ])
  })

  it('and is not understood while the command runs is found in quarantine', async () => {
    const { ports, objects } = scene()
    const body = 'quarantine/ses/2026-11-21/x.body'
    const get: typeof ports.store.get = async (key) => {
      if (key === 'incoming/ses/2' && !objects.has(body)) {
        const note = { receivedAt: at, platform: 'ses', size: 9, parts: [] }
        objects.set(body.replace('.body', '.json'), new TextEncoder().encode(JSON.stringify(note)))
        objects.set(body, mail('anne@kunde.example'))
      }
      return ports.store.get(key)
    }
    await erasePerson(person, { ...ports, store: { ...ports.store, get } }, { dryRun: false })
    expect([...objects.keys()].filter((key) => key.startsWith('quarantine/'))).toEqual([])
  })

  it('that may not be removed keeps nothing else of the person, and is an error', async () => {
    const { ports, objects } = scene()
    const file = `attachments/${personKey(person)}/1/foto.jpg`
    objects.set(file, new Uint8Array(1))
    const removeObject = async (key: string) => {
      if (key.startsWith('incoming/')) throw new Error('AccessDenied')
      await ports.retained.removeObject(key)
    }
    const refusing = { ...ports, retained: { ...ports.retained, removeObject } }
    await expect(erasePerson(person, refusing, { dryRun: false })).rejects.toThrow('AccessDenied')
    expect(objects.has(file)).toBe(false)
  })

  it('lies, like all else that goes with the person, where the documents have the command allowed to remove', async () => {
    const { ports, objects } = scene()
    const gone = new Set<string>()
    for (const key of [`attachments/${personKey(person)}/1`, 'quarantine/ses/2026-11-21/x.body'])
      objects.set(key, mail('anne@kunde.example'))
    const note = { receivedAt: at, platform: 'ses', size: 9, parts: [] }
    objects.set('quarantine/ses/2026-11-21/x.json', new TextEncoder().encode(JSON.stringify(note)))
    const removeObject = async (key: string) => {
      gone.add(key.slice(0, key.indexOf('/') + 1))
      await ports.retained.removeObject(key)
    }
    await erasePerson(person, { ...ports, retained: { ...ports.retained, removeObject } }, { dryRun: false })
    expect([...gone].toSorted()).toEqual(['attachments/', 'incoming/', 'quarantine/'])
    const manual = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8')
    const [, given = ''] = /The credentials need, ([\s\S]+?)\n\n/.exec(manual) ?? []
    const removing = given.slice(given.indexOf('`DeleteObject`'))
    expect([...gone].filter((prefix) => !removing.includes(`\`${prefix}\``))).toEqual([])
  })

  it('is waited for as long as a run that takes it out of there may last', () => {
    const { deployment } = scene().ports
    expect(settleMs({ deployment })).toBe(130_000)
    expect(settleMs({ deployment: { ...deployment, platforms: { facebook: { settings: {} } } } })).toBe(
      70_000,
    )
  })
})
