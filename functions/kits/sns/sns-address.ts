const host = /^sns\.[a-z]{2,10}(?:-[a-z]{2,12}){1,3}-\d{1,2}\.amazonaws\.com(?:\.cn)?$/

/** An address of Amazon SNS itself, without user, port or fragment; `undefined` for any other. */
export function snsAddress(text: string): URL | undefined {
  const url = URL.parse(text)
  if (url?.protocol !== 'https:' || !host.test(url.hostname)) return undefined
  return url.port === '' && url.username === '' && url.password === '' && url.hash === '' ? url : undefined
}
