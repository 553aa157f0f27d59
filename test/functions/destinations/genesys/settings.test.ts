import { describe, expect, it } from 'vitest'
import { hostsOf, settings } from '../../../../functions/destinations/genesys/settings.ts'
import { genesysSettings, ids } from './genesys-ids.ts'

const given = genesysSettings('https://nowhere')
const messages = (value: object) => settings.safeParse(value).error?.issues.map(({ message }) => message)

describe('the settings of genesys', () => {
  it.each([
    'mypurecloud.com',
    'mypurecloud.de',
    'mypurecloud.ie',
    'mypurecloud.com.au',
    'euc2.pure.cloud',
    'use2.us-gov-pure.cloud',
    'http://127.0.0.1:8080',
    'http://localhost:8080',
  ])('take the region %s', (region) => {
    expect(messages({ ...given, region })).toBeUndefined()
  })

  it.each([
    'https://apps.mypurecloud.de',
    'apps.mypurecloud.de',
    'mypurecloud.de.evil.example',
    'evil.example/mypurecloud.de',
    'evil.example',
    'pure.cloud',
    'http://genesys.example:8080',
    'http://127.0.0.1:8080/path',
    'https://127.0.0.1:8080',
  ])('refuse the region %s, so that no secret goes there', (region) => {
    expect(messages({ ...given, region })).toEqual([
      expect.stringContaining('must be the domain of the region'),
    ])
  })

  it('refuse to deliver nothing', () => {
    const { social: _, ...rest } = given
    for (const integrations of [undefined, {}])
      expect(messages({ ...rest, integrations })).toEqual([
        expect.stringContaining('nothing could be delivered'),
      ])
    expect(messages({ ...rest, integrations: { email: ids.email } })).toBeUndefined()
  })

  it('refuse what is no id', () => {
    expect(messages({ ...given, integrations: { facebook: 'Messenger' } })).toEqual([
      expect.stringContaining('must be an id of Genesys Cloud'),
    ])
  })
})

describe('hostsOf', () => {
  it('names the services of a region, and one stand-in for both', () => {
    expect(hostsOf('euc2.pure.cloud')).toEqual({
      api: 'https://api.euc2.pure.cloud',
      login: 'https://login.euc2.pure.cloud',
    })
    expect(hostsOf('http://127.0.0.1:8080')).toEqual({
      api: 'http://127.0.0.1:8080',
      login: 'http://127.0.0.1:8080',
    })
  })
})
