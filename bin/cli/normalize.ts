import * as z from 'zod'
import type { NormalizeResult, Platform } from '../../functions/contracts/platform.ts'
import { Proven } from '../../functions/contracts/proven.ts'
import { MalformedPayload } from '../../functions/core/errors.ts'
import { plainSettings } from '../../functions/core/settings.ts'
import { readDeployment } from '../deployment-checks/read-deployment.ts'
import type { PlatformSender } from '../local/senders/contract.ts'
import { followPointer } from '../local/senders/follow-pointer.ts'
import { Fault } from './errors.ts'
import { findAdapter, findSender, namedAdapters } from './named-adapters.ts'
import { readPayload } from './read-payload.ts'

type Outcome = Pick<NormalizeResult, 'events' | 'ignored' | 'quarantined'>

/** What is needed here of a deployment that may be wrong elsewhere. */
const writtenSettings = z.object({
  platforms: z.record(z.string(), z.object({ settings: z.record(z.string(), z.unknown()).optional() })),
})

/**
 * Prints what each payload would become: a line of JSON `{file, events, ignored, quarantined}`.
 * A file that cannot be read is told on standard error, the others go on.
 *
 * @throws WrongUse for an unknown platform
 */
export async function normalize(platform: string, files: readonly string[]): Promise<void> {
  const adapters = await namedAdapters()
  const [adapter, sender] = await Promise.all([
    findAdapter(platform, adapters),
    findSender(platform, adapters),
  ])
  for (const file of files.length > 0 ? files : ['-']) {
    try {
      const payload = await readPayload(file)
      const outcome = await normalizePayload(adapter, sender, payload, new Date())
      process.stdout.write(`${JSON.stringify({ file, ...outcome })}\n`)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      console.error(`netzdialog: ${error.message}`)
      process.exitCode = 1
    }
  }
}

/**
 * The sender says in which form, and with which headers, the platform would post the payload.
 *
 * @throws Fault where the deployment cannot be read
 */
export async function normalizePayload(
  adapter: Platform,
  sender: PlatformSender,
  payload: Uint8Array,
  now: Date,
): Promise<Outcome> {
  const { file, input } = await readDeployment(process.env).catch((error: Error) => {
    throw new Fault(`the deployment cannot be used\n${error.message}`)
  })
  const written = writtenSettings.safeParse(input).data?.platforms?.[adapter.name]?.settings
  const settings = plainSettings(adapter.settings).safeParse(written ?? sender.localSettings ?? {})
  if (!settings.success) {
    const fields = settings.error.issues.map(({ path }) => path.join('.')).join(', ')
    throw new Fault(`${file}: platforms.${adapter.name}.settings are wrong: correct ${fields}`)
  }
  const { headers, body } = sender.sign(payload, sender.localSecrets, now)
  try {
    const came = Proven.fromQuarantine({ body, headers: new Headers(headers) })
    const proven = await followPointer(adapter, sender, {
      proven: came,
      payload,
      settings: { ...Object(settings.data), ...sender.localSecrets },
    })
    const context = { settings: settings.data, receivedAt: now.toISOString() }
    const { events, ignored, quarantined } = await adapter.normalize(proven, context)
    return { events, ignored, quarantined }
  } catch (error) {
    if (error instanceof MalformedPayload)
      return { events: [], ignored: [], quarantined: [{ what: 'payload', why: error.code, part: undefined }] }
    throw error
  }
}
