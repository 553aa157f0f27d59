import { describe, expect, it } from 'vitest'
import { settings } from '../../../../functions/destinations/mail/settings.ts'

const smtp = { way: 'smtp', host: 'mail.acme.example' }
const given = { mailbox: 'contacts@crm.example', from: 'netzdialog@acme.example', send: smtp }

const complaints = (value: object) =>
  settings.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []

describe('the settings of mail', () => {
  it('encrypt unless told otherwise', () => {
    expect(settings.parse(given).send).toMatchObject({ port: 587, tls: 'starttls' })
  })

  it('send unencrypted on this machine only', () => {
    expect(complaints({ ...given, send: { ...smtp, tls: 'none' } })).toEqual([
      'send.tls must be starttls or implicit (none only for localhost, 127.0.0.1 and ::1)',
    ])
    for (const host of ['localhost', '127.0.0.1', '::1'])
      expect(complaints({ ...given, send: { ...smtp, host, tls: 'none' } })).toEqual([])
  })

  it('take exactly one mailbox', () => {
    for (const mailbox of [
      'a@b.example, c@d.example',
      'A <a@b.example>',
      'a@b.example\r\nBcc: c@d.example',
      'group: a@b.example;',
      'a b@c.example',
      '@b.example',
      'a@',
    ])
      expect(complaints({ ...given, mailbox })[0]).toBe(
        'mailbox must be one plain address, e.g. contacts@acme.example',
      )
  })

  it('take user and password together', () => {
    expect(complaints({ ...given, send: { ...smtp, user: 'netzdialog' } })).toEqual([
      'password must be given together with `send.user`',
    ])
    expect(complaints({ ...given, password: 'secret' })).toEqual([
      'password must be given together with `send.user`',
    ])
    expect(complaints({ ...given, send: { ...smtp, user: 'netzdialog' }, password: 'secret' })).toEqual([])
  })

  it('speak to SES encrypted', () => {
    const ses = { way: 'ses', region: 'eu-central-1' }
    expect(complaints({ ...given, send: ses })).toEqual([])
    expect(complaints({ ...given, send: { ...ses, endpoint: 'http://ses.example' } })).not.toEqual([])
    expect(complaints({ ...given, send: { ...ses, endpoint: 'https://vpce-1.email.example' } })).toEqual([])
  })
})
