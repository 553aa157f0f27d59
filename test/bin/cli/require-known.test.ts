import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { normalizePayload } from '../../../bin/cli/normalize.ts'
import { requireKnown } from '../../../bin/cli/require-known.ts'
import { platformSenders } from '../../../bin/local/senders/index.ts'
import { mailGateways } from '../../../bin/operations/mail-gateways.ts'
import { platformAdapters } from '../../../functions/platforms/index.ts'
import { eventPlatforms } from '../../../schemas/event-platforms.ts'

it('a filter that is none of what there is, is refused and not looked for', () => {
  const known = ['facebook', 'email']
  expect(() => requireKnown('--platform', 'mime', known)).toThrow(
    '--platform takes one of facebook, email, not "mime"',
  )
  expect(() => requireKnown('--platform', 'email', known)).not.toThrow()
  expect(() => requireKnown('--platform', undefined, known)).not.toThrow()
})

it.each(Object.keys(platformAdapters))(
  'the events of %s are of the platform that filters know',
  async (name) => {
    const [adapter, sender] = await Promise.all([platformAdapters[name]?.(), platformSenders[name]?.()])
    const folder = new URL(`../../../bin/samples/${name}/`, import.meta.url)
    const [file = ''] = readdirSync(folder).filter((each) => each.includes('.'))
    if (!adapter || !sender) throw new Error(`there is no ${name}`)
    const { events } = await normalizePayload(
      adapter,
      sender,
      readFileSync(new URL(file, folder)),
      new Date(),
    )
    const told = mailGateways.includes(name)
      ? ['email']
      : eventPlatforms({ platforms: { [name]: { settings: sender.localSettings } } })
    expect(events.length).toBeGreaterThan(0)
    for (const { platform } of events) expect(told).toContain(platform)
  },
)
