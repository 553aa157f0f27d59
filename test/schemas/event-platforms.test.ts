import { expect, it } from 'vitest'
import { deployment } from '../../schemas/deployment.ts'
import { enabledEventPlatforms } from '../../schemas/event-platforms.ts'

it('knows of what platforms the events of a deployment are: mail of every gateway, and what others bring', () => {
  const platforms = {
    facebook: {},
    mailgun: {},
    postmark: { settings: {} },
    forum: { adapter: './forum.ts' },
    standard: { settings: { platforms: { wiki: 'Wiki', reviews: 'Reviews' } } },
  }
  const destinations = [{ name: 'crm', adapter: 'webhook' }]
  const routing = { rules: [{ to: ['crm'] }] }
  expect(enabledEventPlatforms(deployment.parse({ platforms, destinations, routing }))).toEqual([
    'facebook',
    'email',
    'forum',
    'wiki',
    'reviews',
  ])
})
