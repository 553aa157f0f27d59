import * as z from 'zod'

export const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * A setting that is the address of a system: `https`, or `http` on this machine, without user name and password.
 *
 * @param refuse what else is wrong with it, as a sentence that begins with `must`
 */
export function webAddress(
  { example, secretField }: { readonly example: string; readonly secretField: string },
  refuse: (url: URL, value: string) => string | false = () => false,
) {
  return z.string().superRefine((value, context) => {
    const url = URL.parse(value)
    const issue = (message: string) => context.addIssue({ code: 'custom', message })
    if (!url) return issue(`must be a whole address, e.g. ${example}`)
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.has(url.hostname)))
      return issue('must begin with https:// (http:// only for localhost, 127.0.0.1 and [::1])')
    if (url.username || url.password)
      return issue(`must hold no user name or password: put them into \`${secretField}\``)
    const refused = refuse(url, value)
    if (refused) issue(refused)
  })
}

/** The same for a system that has a host of its own: nothing may stand behind it. */
export function originAddress(names: { readonly example: string; readonly secretField: string }) {
  return webAddress(
    names,
    ({ origin }, value) => origin !== value && 'must end with the host: no path, no slash',
  )
}

/**
 * The same for a system that may lie below a path; slashes at its end are dropped.
 *
 * @param what it is to be, e.g. `where its home page is`
 * @param elsewhere paths that are not
 */
export function baseAddress(
  names: { readonly example: string; readonly secretField: string },
  what: string,
  elsewhere?: RegExp,
) {
  return webAddress(
    names,
    ({ search, hash, pathname }) =>
      (search !== '' || hash !== '' || elsewhere?.test(pathname) === true) && `must be ${what}`,
  ).transform((value) => value.replace(slashes, ''))
}

const slashes = /(?<!\/)\/+$/
