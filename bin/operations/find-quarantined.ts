import * as z from 'zod'
import { parseJson } from '../../functions/core/json.ts'
import { mapLimited } from '../../functions/core/map-limited.ts'
import { type AnyOf, listOf } from './any-of.ts'
import { byText } from './by-text.ts'
import type { OperationsPorts } from './ports.ts'

/** As ingest writes it beside the bytes. */
const note = z.object({
  platform: z.string(),
  receivedAt: z.iso.datetime(),
  /** Bytes. */
  size: z.number(),
  /** What the adapter needs to read the bytes again. */
  headers: z.record(z.string(), z.string()).default({}),
  /** What was not understood, and why; quotes nobody. */
  parts: z.array(z.object({ what: z.string(), why: z.string() })),
})

export type Quarantined = z.infer<typeof note> & {
  /** Where it lies, without `.body` or `.json`: `quarantine/<platform>/<day>/<hash>`. */
  readonly key: string
  /** The last part of the key. */
  readonly id: string
}

/** Every named field must hold; of several values one. */
export interface QuarantineFilter {
  readonly ids?: readonly string[]
  readonly platform?: AnyOf
  /** Received at or after. */
  readonly from?: Date
  /** Received before. */
  readonly to?: Date
}

const noteName = /\.json$/

/** The notes of what is in quarantine and meets the filter, in the order in which it was received. */
export async function findQuarantined(
  filter: QuarantineFilter,
  ports: Pick<OperationsPorts, 'retained' | 'store'>,
): Promise<Quarantined[]> {
  const { platform } = filter
  const prefixes =
    platform === undefined ? ['quarantine/'] : listOf(platform).map((name) => `quarantine/${name}/`)
  const lists = await Promise.all(prefixes.map((prefix) => ports.retained.objects(prefix)))
  const keys = [...new Set(lists.flat())]
    .filter((name) => noteName.test(name))
    .filter((name) => filter.ids === undefined || filter.ids.includes(quarantineId(name)))
    .map((name) => name.replace(noteName, ''))
  const found = await mapLimited(keys, 16, (key) => readQuarantined(key, ports))
  return found
    .filter((each) => each !== undefined)
    .filter(({ receivedAt }) => {
      const at = Date.parse(receivedAt)
      return (!filter.from || at >= filter.from.getTime()) && (!filter.to || at < filter.to.getTime())
    })
    .toSorted(byText(({ receivedAt, key }) => `${receivedAt} ${key}`))
}

/** The note under a key; `undefined` where there is none any more. */
export async function readQuarantined(
  key: string,
  { store }: Pick<OperationsPorts, 'store'>,
): Promise<Quarantined | undefined> {
  const bytes = await store.get(`${key}.json`)
  return bytes && { ...note.parse(parseJson(bytes)), key, id: quarantineId(key) }
}

const ending = /\.(?:json|body)$/u

/** By what people call it: the last part of its key, or of the name of an object under it. */
export function quarantineId(name: string): string {
  return (name.split('/').at(-1) ?? name).replace(ending, '')
}
