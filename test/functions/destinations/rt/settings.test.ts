import { describe, expect, it } from 'vitest'
import { settings } from '../../../../functions/destinations/rt/settings.ts'

const required = { url: 'https://rt.acme.test', queue: 'General', credentials: { token: '1-14-0123ab' } }
const issue = (overrides: Record<string, unknown>) =>
  settings.safeParse({ ...required, ...overrides }).error?.issues[0]?.message

describe('settings', () => {
  it('needs an address, a queue and credentials, and knows the rest', () => {
    expect(settings.parse({ ...required, url: 'https://acme.test/rt/' })).toMatchObject({
      url: 'https://acme.test/rt',
      format: 'html',
      statuses: { reopened: 'open', answered: 'open', withdrawn: 'rejected' },
      fields: { key: 'NetzdialogKey', opener: 'NetzdialogOpener', event: 'NetzdialogEvent' },
      language: 'de',
    })
    for (const name of Object.keys(required)) expect(issue({ [name]: undefined })).toBeDefined()
  })

  it.each([
    ['rt.acme.test', /whole address/],
    ['http://rt.acme.test', /https/],
    ['https://otto:geheim@rt.acme.test', /credentials/],
    ['https://rt.acme.test/REST/2.0', /home page/],
    ['https://rt.acme.test/?user=otto', /home page/],
  ])('refuses %s as an address', (url, message) => {
    expect(issue({ url })).toMatch(message)
  })

  it('refuses a field or status that could end a query or what it stands in', () => {
    for (const name of ["Key' OR 1=1", 'Key}', 'Key\\', ''])
      expect(issue({ fields: { key: name } })).toMatch(/rename the field/)
    for (const name of ["open'", '\\', ''])
      expect(issue({ statuses: { reopened: name } })).toMatch(/lifecycle/)
  })

  it('takes name and password instead of a token', () => {
    expect(issue({ credentials: { user: 'netzdialog', password: 'x y' } })).toBeUndefined()
    for (const credentials of [
      { user: 'a:b', password: 'x' },
      { token: 'a b' },
      { token: 'x', user: 'y' },
      'x',
    ])
      expect(issue({ credentials })).toBeDefined()
  })
})
