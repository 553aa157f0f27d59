/** The part of a double-byte charset that everyday text is written in: the leads of its frequent characters. */
interface Zone {
  readonly leads: readonly (readonly [from: number, to: number])[]
  /** Trails from 0x40 on and not only from 0xa1 on. */
  readonly lowTrails: boolean
}

const zones: ReadonlyMap<string, Zone> = new Map([
  [
    'gbk',
    {
      leads: [
        [0xa1, 0xa3],
        [0xb0, 0xd7],
      ],
      lowTrails: false,
    },
  ],
  [
    'gb18030',
    {
      leads: [
        [0xa1, 0xa3],
        [0xb0, 0xd7],
      ],
      lowTrails: false,
    },
  ],
  [
    'big5',
    {
      leads: [
        [0xa1, 0xa1],
        [0xa4, 0xc6],
      ],
      lowTrails: true,
    },
  ],
  [
    'euc-kr',
    {
      leads: [
        [0xa1, 0xa3],
        [0xb0, 0xc8],
      ],
      lowTrails: false,
    },
  ],
  [
    'euc-jp',
    {
      leads: [
        [0xa1, 0xa5],
        [0xb0, 0xcf],
      ],
      lowTrails: false,
    },
  ],
  [
    'shift_jis',
    {
      leads: [
        [0x81, 0x83],
        [0x88, 0x97],
      ],
      lowTrails: true,
    },
  ],
])

export interface PairCount {
  readonly pairs: number
  /** Pairs in the zone of frequent characters. */
  readonly frequent: number
  /** Stretches of pairs that nothing else interrupts. */
  readonly runs: number
  /** Runs of at most two pairs that touch an ASCII letter: an accented letter of a Latin word. */
  readonly insideWords: number
}

/** Counts what bytes would be as two-byte characters of a charset. */
export function countPairs(bytes: Uint8Array, charset: string): PairCount {
  const zone = zones.get(charset) ?? { leads: [], lowTrails: false }
  const count = { pairs: 0, frequent: 0, runs: 0, insideWords: 0 }
  for (let at = 0; at < bytes.length; ) {
    if ((bytes[at] ?? 0) < 0x80) {
      at++
      continue
    }
    const start = at
    for (; (bytes[at] ?? 0) >= 0x80; at += 2)
      if (isFrequent(zone, bytes[at] ?? 0, bytes[at + 1] ?? 0)) count.frequent++
    const pairs = (at - start) / 2
    count.pairs += pairs
    count.runs++
    if (pairs <= 2 && (isAsciiLetter(bytes[start - 1]) || isAsciiLetter(bytes[at]))) count.insideWords++
  }
  return count
}

function isFrequent({ leads, lowTrails }: Zone, lead: number, trail: number): boolean {
  const isTrail = trail >= 0xa1 || (lowTrails && trail >= 0x40 && trail !== 0x7f)
  return isTrail && leads.some(([from, to]) => lead >= from && lead <= to)
}

function isAsciiLetter(byte: number | undefined): boolean {
  const lower = (byte ?? 0) | 0x20
  return lower >= 0x61 && lower <= 0x7a
}
