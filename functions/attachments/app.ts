import { Hono } from 'hono/tiny'
import { linkPath } from '../core/attachment-link.ts'
import { openAttachment } from './open-attachment.ts'
import type { AttachmentsPorts } from './ports.ts'

/** The HTTP side of the links to attachments. */
export function attachmentsApp(ports: AttachmentsPorts): Hono {
  const app = new Hono()
  app.get(`${linkPath}/:token`, (context) =>
    openAttachment(context.req.param('token'), context.req.raw.headers, ports),
  )
  return app
}
