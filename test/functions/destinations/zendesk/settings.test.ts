import { describe, expect, it } from 'vitest'
import { settings } from '../../../../functions/destinations/zendesk/settings.ts'

const valid = { url: 'https://acme.zendesk.com', email: 'agent@acme.test', apiToken: 'abc' }
const problems = (more: Record<string, unknown>) =>
  settings.safeParse({ ...valid, ...more }).error?.issues.map(({ path, message }) => `${path}: ${message}`)

describe('settings', () => {
  it('are safe unless told otherwise', () => {
    expect(settings.parse(valid)).toEqual({
      ...valid,
      deliver: 'tickets',
      comments: 'internal',
      answered: 'pending',
      withdrawn: 'solved',
      redactDeleted: true,
      tags: [],
      language: 'de',
      timeZone: 'Europe/Berlin',
    })
  })

  it.each([
    ['http://acme.zendesk.com', /^url: must begin with https/],
    ['https://acme.zendesk.com/', /^url: must end with the host/],
    ['https://acme.zendesk.com/agent', /^url: must end with the host/],
    ['https://me:secret@acme.zendesk.com', /^url: must hold no user name or password/],
    ['acme.zendesk.com', /^url: must be a whole address/],
  ])('refuse the address %s', (url, message) => {
    expect(problems({ url })).toEqual([expect.stringMatching(message)])
  })

  it.each([
    [{ apiToken: undefined }, /^apiToken: .*together/],
    [{ email: undefined }, /^email: .*together/],
    [{ email: undefined, apiToken: undefined }, /^clientId: must be given/],
    [{ clientId: 'a', clientSecret: 'b' }, /^email: must not stand beside/],
    [{ email: undefined, apiToken: undefined, clientId: 'a' }, /^clientSecret: .*together/],
    [{ email: undefined, apiToken: undefined, clientSecret: 'a' }, /^clientId: .*together/],
    [{ deliver: 'channel' }, /^instancePushId: must be given/],
    [{ instancePushId: 'x' }, /^instancePushId: must be given/],
    [{ tags: ['two words'] }, /^tags,0: must hold neither/],
    [{ emailTemplate: 'contact@acme.example' }, /^emailTemplate: must be an address with \{id\}/],
  ])('refuse %j', (more, message) => {
    expect(problems(more)).toEqual([expect.stringMatching(message)])
  })
})
