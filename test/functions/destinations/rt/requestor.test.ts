import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addRequestor, requestorOnCreate } from '../../../../functions/destinations/rt/requestor.ts'
import { openRt } from '../../../../functions/destinations/rt/rt-api.ts'
import { settings } from '../../../../functions/destinations/rt/settings.ts'
import { deliveryContext } from '../../../contracts/delivery-context.ts'
import { routedEvent, routedMail } from '../../../contracts/routed-event.ts'
import { useScriptedServer } from '../../../contracts/scripted-server.ts'

const template = 'contact+{platform}-{id}@social.acme.test'
const parse = (overrides: Record<string, unknown>) =>
  settings.parse({
    url: 'https://rt.acme.test',
    queue: 'General',
    credentials: { token: '1-14-ab' },
    ...overrides,
  })

describe('requestorOnCreate', () => {
  it('shuts an address by the template off from mails', () => {
    expect(requestorOnCreate(routedEvent(), parse({ requestorTemplate: template }))).toEqual({
      Requestor: '"Änne Grün" <contact+facebook-991@social.acme.test>',
      SquelchMailTo: 'contact+facebook-991@social.acme.test',
    })
  })

  it('leaves out a person’s own address, to which the new ticket would be mailed', () => {
    expect(requestorOnCreate(routedMail(), parse({ requestorTemplate: template }))).toEqual({})
  })

  it('has none without address and template', () => {
    expect(requestorOnCreate(routedEvent(), parse({}))).toEqual({})
  })

  it('makes one requestor of one person, whatever their name', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '"',
            '\\',
            '<',
            '>',
            ',',
            ';',
            '@',
            ':',
            '(',
            '\n',
            ' ',
            'x',
            'ä',
            '🚚',
            '\ud83d',
          ),
        }),
        (name) => {
          const event = routedEvent({ author: { role: 'customer', id: '991', name } })
          const { Requestor = '' } = requestorOnCreate(event, parse({ requestorTemplate: template }))
          expect(Requestor).toMatch(
            /^("[\p{L}\p{M}\p{N} .'’-]+" <contact\+facebook-991@social\.acme\.test>|contact\+facebook-991@social\.acme\.test)$/u,
          )
        },
      ),
    )
  })
})

describe('addRequestor', () => {
  const server = useScriptedServer()

  it('goes on without a requestor whom RT refuses', async () => {
    const context = await deliveryContext(routedMail(), parse({ url: server.origin }))
    server.answer = () => ({ status: 500 })
    const degraded = new Set<string>()
    await addRequestor('7', { event: routedMail(), degraded }, openRt(context))
    expect([...degraded]).toEqual(['requestor_left_out'])
    expect(server.requests[0]).toMatchObject({ method: 'PUT', path: '/REST/2.0/ticket/7' })
    expect(JSON.parse(String(server.requests[0]?.body))).toEqual({ Requestor: '"Änne" <anne@kunde.test>' })
  })
})
