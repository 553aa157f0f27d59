/**
 * Receives contact events: verifies each, stores it once, answers. Node.js 24 or newer, nothing else.
 *
 * NETZDIALOG_SECRET=whsec_… node receiver.ts 8080        (several secrets: with a space between them)
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { buffer } from 'node:stream/consumers'

const { NETZDIALOG_SECRET = '', NETZDIALOG_INBOX = 'inbox.db' } = process.env
const keys = NETZDIALOG_SECRET.split(' ').map((secret) => Buffer.from(secret.replace('whsec_', ''), 'base64'))
const toleranceSeconds = 300
const maxBytes = 16 * 1024 * 1024

const database = new DatabaseSync(NETZDIALOG_INBOX) // number: the order in which events came
database.exec('CREATE TABLE IF NOT EXISTS inbox (number INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB)')
const insert = database.prepare('INSERT OR IGNORE INTO inbox (id, body) VALUES (?, ?)')

function isGenuine(headers: IncomingHttpHeaders, body: Buffer): boolean {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[`webhook-${name}`]),
  )
  const seconds = Number(timestamp)
  if (!(Math.abs(Date.now() / 1000 - seconds) <= toleranceSeconds)) return false
  const given = (signatures ?? '').split(' ').map((signature) => Buffer.from(signature))
  return keys.some((key) => {
    const digest = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
    const expected = Buffer.from(`v1,${digest}`)
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected))
  })
}

const server = createServer(async (request, response) => {
  const answer = (status: number) => response.writeHead(status).end()
  try {
    const length = Number(request.headers['content-length'])
    if (request.method !== 'POST' || !(length <= maxBytes)) return answer(413)
    const body = await buffer(request)
    if (!isGenuine(request.headers, body)) return answer(401)
    const id = String(request.headers['webhook-id'])
    // On disk before the answer; a known id changes nothing. `netzdialog probe` only wants to know whether this works.
    if (!id.startsWith('probe_')) insert.run(id, body)
    return answer(204)
  } catch {
    return answer(500) // comes again
  }
})
server.listen(Number(process.argv[2]))
