import * as z from 'zod'
import { webhook } from '../../../../functions/destinations/webhook/index.ts'
import { describeBecoming, overheard } from '../../../contracts/becoming.ts'

const posted = z.object({ data: z.object({ kind: z.string(), work: z.object({ effect: z.string() }) }) })

const { fetch, took } = overheard(
  async () => new Response(null, { status: 204 }),
  ({ body }) => {
    const { kind, work } = posted.parse(JSON.parse(body)).data
    return `\`${kind}\`, effect \`${work.effect}\``
  },
)

describeBecoming({
  adapter: webhook,
  settings: () => ({
    url: 'https://crm.acme.test/contacts',
    signingSecrets: [`whsec_${Buffer.from('only-for-tests'.padEnd(32, '.')).toString('base64')}`],
  }),
  recording: new URL('./fixtures/becomes.json', import.meta.url),
  took,
  context: { fetch },
})
