import { expect, it } from 'vitest'
import { findPlatformKeyMistakes } from '../../../bin/deployment-checks/platform-keys.ts'
import { genesys } from '../../../functions/destinations/genesys/index.ts'

const path = ['destinations', 0, 'settings']

it('finds a platform that is none where a setting is kept by platform', () => {
  const given = { region: 'facebok', integrations: { facebok: 'an id', forum: 'an id', email: 'an id' } }
  expect(findPlatformKeyMistakes(genesys.settings, given, path, ['facebook', 'email', 'forum'])).toEqual([
    {
      field: 'destinations[0].settings.integrations.facebok',
      sentence: 'is no platform here; remove it or correct its name to one of facebook, email, forum',
    },
  ])
})

it.each([{}, { integrations: undefined }, { integrations: ['facebok'] }, { integrations: 'facebok' }])(
  'leaves what is no object to the schema: %j',
  (given) => {
    expect(findPlatformKeyMistakes(genesys.settings, given, path, ['facebook'])).toEqual([])
  },
)
