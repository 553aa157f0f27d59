import { anne, type Channel, wordOf } from './erasure-people.ts'
import { comment } from './facebook-payloads.ts'

/** A genuine request that nobody understood: Änne's, or hers and Bert's in one. */
export function quarantinedRequest(
  channel: Channel,
  n: number,
): { name: string; body: Uint8Array; headers: Record<string, string> } {
  const word = wordOf('anne', 1000 + n)
  const name = Buffer.from(anne.name).toString('base64')
  if (channel === 'email') {
    const text = Buffer.from(`${word} von ${anne.name}`).toString('base64')
    const mail = [
      `From: =?utf-8?b?${name}?= <${anne.email}>`,
      'To: service@acme.test',
      `Subject: =?utf-8?q?${word}?=`,
      `Message-ID: <q${n}@post.test>`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      text,
    ]
    const headers = {
      'content-type': 'message/rfc822',
      'x-envelope-from': anne.email,
      'x-envelope-to': 'service@acme.test',
    }
    return { name: 'mime', body: Buffer.from(mail.join('\r\n')), headers }
  }
  const headersOfJson = { 'content-type': 'application/json' }
  if (channel === 'twitter') {
    const user = { id_str: '99100000000001', name: anne.name, screen_name: anne.handle }
    const bert = { id_str: '99100000000002', name: 'Bert Ohnesorg', screen_name: 'bert_o9' }
    const posts = [
      { user, text: word },
      { user: bert, text: wordOf('bert', 1000 + n) },
    ]
    const body = Buffer.from(JSON.stringify({ for_user_id: '4711000000', events_of_tomorrow: posts }))
    return { name: 'twitter', body, headers: headersOfJson }
  }
  const page = '4711000000'
  const time = 1_795_262_400
  const by = (who: { id: string; name: string }, k: number, text: string) =>
    comment(page, { post: '300', comment: `${n}${k}`, time }, who, text).entry[0]
  const entry = [
    by({ id: '99100000000001', name: anne.name }, 1, word),
    by({ id: '99100000000002', name: 'Bert Ohnesorg' }, 2, wordOf('bert', 1000 + n)),
  ]
  const body = Buffer.from(JSON.stringify({ object: 'page', entry }).replaceAll('Ä', '\\u00c4'))
  return { name: 'facebook', body, headers: headersOfJson }
}
