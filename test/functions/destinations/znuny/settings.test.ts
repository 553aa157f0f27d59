import { describe, expect, it } from 'vitest'
import { settings } from '../../../../functions/destinations/znuny/settings.ts'

const minimal = {
  url: 'https://tickets.acme.example/znuny/nph-genericinterface.pl/Webservice/Netzdialog',
  userLogin: 'netzdialog',
  password: 'secret',
  queue: 'Raw',
  fallbackCustomer: 'social-media',
}

describe('the settings', () => {
  it('have the routes of the web service that comes along', () => {
    expect(settings.parse(minimal).routes).toEqual({
      session: { method: 'POST', path: '/Session' },
      create: { method: 'POST', path: '/Ticket' },
      update: { method: 'PATCH', path: '/Ticket/:TicketID' },
      get: { method: 'POST', path: '/Ticket/:TicketID/Get' },
      search: { method: 'POST', path: '/Ticket/Search' },
    })
  })

  it('take one route of another web service alone', () => {
    const { routes } = settings.parse({
      ...minimal,
      routes: { update: { method: 'POST', path: '/TicketUpdate' } },
    })
    expect(routes.update.path).toBe('/TicketUpdate')
    expect(routes.create.path).toBe('/Ticket')
  })

  it.each([
    ['http://tickets.acme.example/znuny/nph-genericinterface.pl/Webservice/Netzdialog', /https/],
    ['https://tickets.acme.example/znuny', /nph-genericinterface/],
    [
      'https://tickets.acme.example/znuny/nph-genericinterface.pl/Webservice/Netzdialog/',
      /nph-genericinterface/,
    ],
    ['https://a:b@tickets.acme.example/znuny/nph-genericinterface.pl/Webservice/Netzdialog', /password/],
    ['tickets.acme.example', /whole address/],
  ])('refuse the address %s', (url, sentence) => {
    expect(settings.safeParse({ ...minimal, url }).error?.issues[0]?.message).toMatch(sentence)
  })

  it('refuse GET, which would write the session into addresses', () => {
    const routes = { search: { method: 'GET', path: '/Ticket' } }
    expect(settings.safeParse({ ...minimal, routes }).success).toBe(false)
  })
})
