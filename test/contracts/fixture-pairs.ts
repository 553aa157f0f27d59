import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { expectSoundResult } from './sound-result.ts'
import { type Outcome, readSigned, type Wiring } from './webhook-request.ts'

const payloadFile = /^(.+)\.payload\.[a-z0-9]+$/
const expectedFile = /^(.+)\.expected\.json$/

export interface FixturePair {
  readonly name: string
  readonly payload: Uint8Array
  readonly expected: string
}

/**
 * Pairs `<name>.payload.<any extension>` and `<name>.expected.json`.
 *
 * @param toWire what the platform would make of the stored bytes, e.g. LF to CRLF
 */
export function readFixturePairs(
  folder: URL,
  toWire: (stored: Uint8Array) => Uint8Array = (stored) => stored,
): FixturePair[] {
  const path = fileURLToPath(folder)
  const files = readdirSync(path).sort()
  return files.flatMap((file) => {
    const name = payloadFile.exec(file)?.[1]
    if (name === undefined) return []
    return [
      { name, payload: toWire(readFileSync(`${path}/${file}`)), expected: `${path}/${name}.expected.json` },
    ]
  })
}

/** One test a pair; `UPDATE_FIXTURES=1` writes what the adapter makes of each payload, to be read by eye. */
export function describeFixturePairs<Settings>(
  wiring: Wiring<Settings>,
  folder: URL,
  toWire?: (stored: Uint8Array) => Uint8Array,
): void {
  const pairs = readFixturePairs(folder, toWire)

  describe('fixture pairs', () => {
    it('are there, and no expectation is without its payload', () => {
      const names = new Set(pairs.map(({ name }) => name))
      const orphans = readdirSync(fileURLToPath(folder)).filter((file) => {
        const name = expectedFile.exec(file)?.[1]
        return name !== undefined && !names.has(name)
      })
      expect(pairs.length).toBeGreaterThan(0)
      expect(orphans).toEqual([])
    })

    it.each(pairs)('$name', async ({ payload, expected }) => {
      const outcome = await readSigned(wiring, payload)
      if (!('malformed' in outcome)) expectSoundResult(outcome, wiring.adapter.fetchAttachment !== undefined)
      const actual = `${JSON.stringify(comparable(outcome), undefined, 2)}\n`
      if (process.env['UPDATE_FIXTURES'] === '1') writeFileSync(expected, actual)
      if (!existsSync(expected))
        throw new Error(`${expected} is missing: make it with UPDATE_FIXTURES=1 and read it`)
      expect(JSON.parse(actual)).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
    })
  })
}

/** Objects are compared by name, type, size and hash. */
function comparable(outcome: Outcome): unknown {
  if ('malformed' in outcome) return outcome
  const { objects, ...lists } = outcome
  if (objects.length === 0) return lists
  return {
    ...lists,
    objects: objects.map(({ key, bytes, type }) => ({
      key,
      type,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  }
}
