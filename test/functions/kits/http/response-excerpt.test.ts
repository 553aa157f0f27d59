import { describe, expect, it } from 'vitest'
import { responseExcerpt } from '../../../../functions/kits/http/response-excerpt.ts'

const url = 'https://crm.test/contacts?key=abc'
const answer = (body: string, type?: string, status = 422, headers: Record<string, string> = {}) =>
  new Response(body, { status, headers: { ...(type !== undefined && { 'content-type': type }), ...headers } })

describe('the excerpt of a refusing response', () => {
  it.each([
    ['JSON', 'application/json', '{"error":"Feld phone fehlt"}'],
    ['JSON with a character set', 'application/json; charset=utf-8', '{"error":"x"}'],
    ['problem details', 'application/problem+json', '{"title":"x"}'],
    ['plain text', 'TEXT/PLAIN', 'phone is missing'],
  ])('is what %s says', async (_what, type, body) => {
    expect(await responseExcerpt(answer(body, type), url, [])).toBe(body)
  })

  it.each([
    ['a page', answer('<html>no</html>', 'text/html')],
    ['bytes of no kind', new Response(new Uint8Array([110, 111]), { status: 422 })],
    ['what is like JSON by its name', answer('no', 'application/jsonp')],
    ['what is packed', answer('no', 'text/plain', 422, { 'content-encoding': 'gzip' })],
    ['an empty body', answer(' \n\u200b', 'text/plain')],
    ['a redirect to nowhere', answer('', undefined, 301)],
    ['a redirect to no web', answer('', undefined, 302, { location: 'mailto:anne@kunde.test' })],
    ['a redirect that cannot be read', answer('', undefined, 302, { location: 'https://[' })],
    ['a location that is none of a redirect', answer('', undefined, 422, { location: '/x' })],
  ])('is none of %s', async (_what, given) => {
    expect(await responseExcerpt(given, url, [])).toBeUndefined()
  })

  it.each([
    ['https://new.test/in/?to=anne@kunde.test#x', 'leads to https://new.test/in/'],
    ['https://user:word@new.test/in', 'leads to https://new.test/in'],
    ['/elsewhere?q=1', 'leads to https://crm.test/elsewhere'],
    ['http://crm.test:81/', 'leads to http://crm.test:81/'],
  ])('says of a redirect to %s without query and credentials: %s', async (location, sentence) => {
    expect(await responseExcerpt(answer('', undefined, 307, { location }), url, [])).toBe(sentence)
  })

  it('is one line without controls, and cut', async () => {
    const excerpt = await responseExcerpt(
      answer(`a\r\n\u001b[2J\u202e b${'x'.repeat(50_000)}`, 'text/plain'),
      url,
      [],
    )
    expect(excerpt).toMatch(/^a \[2J b/)
    expect(excerpt).toHaveLength(200)
  })

  it('quotes no secret of ours, also where slashes are escaped, wherever the cut falls', async () => {
    const secrets = ['', 'Bearer abc/def', 'whsec_a/b+c=']
    const body = JSON.stringify({ got: 'Bearer abc/def', sent: 'abc/def', key: 'whsec_a/b+c=' })
    for (const said of [body, body.replaceAll('/', '\\/'), `${' '.repeat(5000)}${body}`]) {
      const excerpt = await responseExcerpt(answer(said, 'application/json'), url, secrets)
      expect(excerpt).toBe('{"got":"[secret]","sent":"[secret]","key":"[secret]"}')
    }
    const late = await responseExcerpt(answer(`${'x'.repeat(190)}abc/def`, 'text/plain'), url, secrets)
    expect(late).not.toContain('abc')
  })
})
