import { createPublicKey } from 'node:crypto'
import * as z from 'zod'
import { mailSettings } from '../../kits/mail/mail-settings.ts'

export const sendgridSettings = z.strictObject({
  ...mailSettings,
  publicKeys: z
    .array(
      z
        .string()
        .refine(
          isP256Key,
          'must be a public key as SendGrid shows it: base64 that begins with MFkwEwYHKoZIzj0C, without PEM lines',
        ),
    )
    .min(1)
    .meta({
      secret: true,
      description:
        'The public keys of the Inbound Parse security policies (`signature.public_key`); several while they rotate.',
    }),
})

export type SendgridSettings = z.infer<typeof sendgridSettings>

/** @param key base64 of a DER SubjectPublicKeyInfo */
export function importPublicKey(key: string) {
  return createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
}

function isP256Key(key: string): boolean {
  try {
    return importPublicKey(key).asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    return false
  }
}
