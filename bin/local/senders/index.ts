import type { PlatformSender } from './contract.ts'

/** One sender a platform; the names are those of `functions/platforms/index.ts`. */
export const platformSenders: Record<string, () => Promise<PlatformSender>> = {
  facebook: async () => (await import('./facebook.ts')).facebook,
  twitter: async () => (await import('./twitter.ts')).twitter,
  mime: async () => (await import('./mime.ts')).mime,
  postmark: async () => (await import('./postmark.ts')).postmark,
  sendgrid: async () => (await import('./sendgrid.ts')).sendgrid,
}
