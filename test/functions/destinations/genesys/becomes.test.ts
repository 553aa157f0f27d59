import { afterAll, beforeAll } from 'vitest'
import { genesys } from '../../../../functions/destinations/genesys/index.ts'
import { describeBecoming } from '../../../contracts/becoming.ts'
import { type FakeGenesys, startFakeGenesys } from '../../../support/fake-genesys.ts'
import { genesysSettings, ids } from './genesys-ids.ts'

let fake: FakeGenesys

beforeAll(async () => {
  fake = await startFakeGenesys([])
  const { integrations, rules, divisions } = fake.organization
  for (const id of [ids.facebook, ids.twitter, ids.email]) integrations.add(id)
  rules.set(ids.rule, { topic: ids.topic, status: 'Active' })
  divisions.add(ids.division)
})
afterAll(() => fake.stop())

const phrases: [request: RegExp, phrase: string][] = [
  [/^POST conversations\/messages\/.+\/inbound\/open\/message$/, 'a message of its customer'],
  [/^POST socialmedia\/topics\/.+\/messages\/bulk$/, 'a message of the topic'],
  [/^POST socialmedia\/escalations\/messages$/, 'a conversation for agents'],
  [/^PATCH conversations\/.+\/attributes$/, 'a note in the attributes of its customer'],
  [/^PATCH conversations\/messages\/[^/]+$/, 'its conversation taken back'],
]

function phrase({ name: request, body }: FakeGenesys['requests'][number]): string | undefined {
  if (/^GET |^POST \/oauth\/token$|\/messages\/bulk$/.test(request) && !request.includes('socialmedia'))
    return undefined
  const found = phrases.find(([pattern]) => pattern.test(request))
  if (!found) throw new Error(`say what ${request} makes`)
  return `${found[1]}${body.includes('"attachment":') ? ', with its file' : ''}`
}

describeBecoming({
  adapter: genesys,
  settings: () => genesysSettings(fake.origin),
  recording: new URL('./fixtures/becomes.json', import.meta.url),
  took: () =>
    fake.requests
      .splice(0)
      .map(phrase)
      .filter((said) => said !== undefined),
  close(ticket) {
    const conversation = fake.organization.conversations.find(({ id }) => id === ticket)
    if (conversation) conversation.state = 'ended'
  },
})
