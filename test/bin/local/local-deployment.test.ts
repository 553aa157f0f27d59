import { describe, expect, it } from 'vitest'
import { openAdapters } from '../../../bin/deployment-checks/open-adapters.ts'
import { crmSecret, toLocalDeployment } from '../../../bin/local/local-deployment.ts'
import { openSenders } from '../../../bin/local/senders/open-senders.ts'
import { linkKeys } from '../../../functions/core/attachment-link.ts'
import { deployment as schema } from '../../../schemas/deployment.ts'

const destinations = [
  { name: 'crm', adapter: 'webhook', settings: { url: 'https://crm.example.com' }, timeoutSeconds: 60 },
  { name: 'acd', adapter: 'genesys', settings: { region: 'eu' }, timeoutSeconds: 2 },
  {
    name: 'own',
    adapter: 'webhook',
    settings: { url: 'https://own.example.com' },
    local: { url: 'http://localhost:3000', mode: 'binary', signingSecrets: [crmSecret] },
  },
]
const deployment = schema.parse({
  name: 'acme',
  platforms: { facebook: {} },
  destinations,
  routing: { rules: [{ when: { visibility: ['public'] }, to: ['acd'] }, { to: ['crm', 'own'] }] },
})
const builtIn = openAdapters({}, '.')
const adapters = { ...builtIn, ...openSenders(builtIn) }
const local = () => toLocalDeployment(deployment, adapters, (name) => `http://127.0.0.1:8788/events/${name}`)

describe('the local deployment', () => {
  it('sends a webhook destination to the demo CRM', async () => {
    const made = await local()
    expect(made.deployment.destinations[0]).toMatchObject({
      name: 'crm',
      adapter: 'webhook',
      settings: { url: 'http://127.0.0.1:8788/events/crm' },
      allowPrivateAddresses: true,
    })
    expect(made.secrets['acme/destination/crm']).toEqual({ signingSecrets: [crmSecret] })
  })

  it('lets the demo CRM stand in for one that has no local settings, and says so', async () => {
    const made = await local()
    expect(made.deployment.destinations[1]).toMatchObject({
      name: 'acd',
      adapter: 'webhook',
      settings: { url: 'http://127.0.0.1:8788/events/acd' },
    })
    expect(made.notes).toEqual([
      'destination "acd" (genesys) has no `local` settings: the demo CRM stands in for it',
    ])
  })

  it('uses local settings where there are some, the secret ones from the secret store', async () => {
    const made = await local()
    expect(made.deployment.destinations[2]).toMatchObject({
      adapter: 'webhook',
      settings: { url: 'http://localhost:3000', mode: 'binary' },
      allowPrivateAddresses: false,
    })
    expect(made.deployment.destinations[2]?.settings).not.toHaveProperty('signingSecrets')
    expect(made.secrets['acme/destination/own']).toEqual({ signingSecrets: [crmSecret] })
    expect(made.places).toEqual({ own: 'http://localhost:3000/' })
  })

  it('waits five seconds at most for the demo CRM, and for a system of one’s own as long as it is to', async () => {
    const { deployment } = await local()
    expect(deployment.destinations.map(({ timeoutSeconds }) => timeoutSeconds)).toEqual([5, 2, 20])
  })

  it('keeps the rules, and is a valid deployment itself', async () => {
    const made = await local()
    expect(made.deployment.routing).toEqual(deployment.routing)
    expect(schema.parse(made.deployment)).toEqual(made.deployment)
  })

  it('makes up the key that signs links to attachments', async () => {
    const keys = await Promise.all([local(), local()])
    const [first, second] = keys.map(({ secrets }) => linkKeys.parse(secrets['acme/links']))
    expect(first).not.toEqual(second)
  })

  it('holds the fixed secrets of every platform', async () => {
    expect((await local()).secrets['acme/platform/facebook']).toEqual({
      appSecrets: ['local-facebook-app-secret'],
      verifyTokens: ['local-verify-token'],
    })
  })

  it('names the platform that nobody can sign for', async () => {
    const unknown = { ...deployment, platforms: { myspace: { settings: {} } } }
    await expect(toLocalDeployment(unknown, adapters, () => '')).rejects.toThrow(
      '"myspace" has no local sender',
    )
  })
})
