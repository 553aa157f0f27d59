import type { Platform } from '../contracts/platform.ts'

/** The platforms there are; a folder beside this file each, loaded when asked for. */
export const platformAdapters: Record<string, () => Promise<Platform>> = {
  facebook: async () => (await import('./facebook/index.ts')).facebook,
  twitter: async () => (await import('./twitter/index.ts')).twitter,
  mailgun: async () => (await import('./mailgun/index.ts')).mailgun,
  mandrill: async () => (await import('./mandrill/index.ts')).mandrill,
  mime: async () => (await import('./mime/index.ts')).mime,
  postmark: async () => (await import('./postmark/index.ts')).postmark,
  resend: async () => (await import('./resend/index.ts')).resend,
  sendgrid: async () => (await import('./sendgrid/index.ts')).sendgrid,
  ses: async () => (await import('./ses/index.ts')).ses,
  standard: async () => (await import('./standard/index.ts')).standard,
}
