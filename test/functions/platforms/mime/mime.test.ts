import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { mime as sender } from '../../../../bin/local/senders/mime.ts'
import { mime } from '../../../../functions/platforms/mime/index.ts'
import { mailStory } from '../../../contracts/mail-story.ts'
import { describePlatform } from '../../../contracts/platform-contract.ts'
import { mailBytes, mutatedMail } from '../../kits/mail/arbitrary-mail.ts'

const fixtures = new URL('fixtures/', import.meta.url)
const valid = readFileSync(new URL('plain-text.payload.eml', fixtures))

describePlatform({
  adapter: mime,
  sender,
  settings: { accounts: ['service@acme.example', 'acme.example'], authservIds: ['mx.acme.example'] },
  fixtures,
  valid,
  otherSecrets: { signingSecrets: ['whsec_YW5vdGhlci1zaWduaW5nLXNlY3JldC1vZi0zMi1ieXRlcw=='] },
  twice: valid,
  story: mailStory((mail) => mail),
  bodies: fc.oneof(mailBytes, mutatedMail(fixtures)).map((payload) => ({ payload, parts: 1 })),
  skip: {
    batch: 'a request is one mail',
    unknown: 'any message with a header is a mail',
    mutations: 'a mail is not JSON',
  },
})
