import { describe, expect, it } from 'vitest'
import { mime as sender } from '../../../../bin/local/senders/mime.ts'
import { UnsupportedMediaType } from '../../../../functions/core/errors.ts'
import { mimeSettings } from '../../../../functions/platforms/mime/settings.ts'
import { verifyMail } from '../../../../functions/platforms/mime/verify-mail.ts'
import { signedRequest } from '../../../contracts/webhook-request.ts'

const settings = mimeSettings.parse({ accounts: ['acme.example'], ...sender.localSecrets })

function prove(type: string | undefined): void {
  const request = signedRequest({ sender }, Buffer.from('From: anne@kunde.example\r\n\r\nHallo'))
  if (type === undefined) request.headers.delete('content-type')
  else request.headers.set('content-type', type)
  verifyMail(request, settings)
}

describe('verifyMail', () => {
  it.each(['message/rfc822', 'Message/RFC822', 'message/rfc822; charset=x', 'message/rfc822 ;a=b'])(
    'takes a mail as %s',
    (type) => {
      expect(() => prove(type)).not.toThrow()
    },
  )

  it('takes what announces a mail', () => {
    expect(() => prove('application/vnd.netzdialog.mail-announcement+json; charset=utf-8')).not.toThrow()
  })

  it.each([undefined, 'text/plain', 'message/rfc822x', 'text/plain; x=message/rfc822', 'application/json'])(
    'refuses %s, also where the signature is right',
    (type) => {
      expect(() => prove(type)).toThrow(UnsupportedMediaType)
    },
  )
})
