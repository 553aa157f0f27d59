import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { oauth1Header } from '../../../../functions/kits/http/oauth1.ts'

it('signs the example of OAuth Core 1.0, appendix A.5, as it is signed there', () => {
  const url = new URL('http://photos.example.net/photos?file=vacation.jpg&size=original')
  const header = oauth1Header(
    { method: 'GET', url, now: new Date(1_191_242_096_999), nonce: 'kllo9940pd9333jh' },
    {
      consumerKey: 'dpf43f3p2l4k3l03',
      consumerSecret: 'kd94hf93k423kf44',
      token: 'nnch734d00sl2jdk',
      tokenSecret: 'pfkkdhi9sl3r4s00',
    },
  )
  expect(header).toBe(
    'OAuth oauth_consumer_key="dpf43f3p2l4k3l03", oauth_nonce="kllo9940pd9333jh", ' +
      'oauth_signature_method="HMAC-SHA1", oauth_timestamp="1191242096", oauth_token="nnch734d00sl2jdk", ' +
      'oauth_version="1.0", oauth_signature="tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D"',
  )
})

it('signs the example of X’s page “Creating a signature”, whose text has what JavaScript leaves unescaped', () => {
  // The form of the example stands in the query here: what is signed is the same.
  const status = encodeURIComponent('Hello Ladies + Gentlemen, a signed OAuth request!')
  const url = new URL(`https://api.x.com/1.1/statuses/update.json?include_entities=true&status=${status}`)
  const header = oauth1Header(
    {
      method: 'post',
      url,
      now: new Date(1_318_622_958_000),
      nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
    },
    {
      consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
      consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
      token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
      tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
    },
  )
  expect(header).toContain('oauth_signature="Ls93hJiZbQ3akF3HF3x1Bz8%2FzU4%3D"')
})

it('signs parameters in the order of their names, also where one begins as another', () => {
  const url = new URL('https://ton.example/x?a-b=1&a=2&a=1')
  const now = new Date(1_000_000)
  const secret = { consumerKey: 'k', consumerSecret: 's&', token: 't', tokenSecret: 'u' }
  const base =
    'GET&https%3A%2F%2Fton.example%2Fx&a%3D1%26a%3D2%26a-b%3D1%26oauth_consumer_key%3Dk%26oauth_nonce%3Dn' +
    '%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D1000%26oauth_token%3Dt%26oauth_version%3D1.0'
  const expected = createHmac('sha1', 's%26&u').update(base).digest('base64')
  const header = oauth1Header({ method: 'GET', url, now, nonce: 'n' }, secret)
  expect(header).toContain(`oauth_signature="${encodeURIComponent(expected)}"`)
})
