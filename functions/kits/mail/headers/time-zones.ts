const hour = 3_600_000
const minute = 60_000

/** Hours east of UTC. Of names that several countries use, the one where more people live. */
const names: Record<number, string> = {
  [-10]: 'hst',
  [-9]: 'akst',
  [-8]: 'akdt pst',
  [-7]: 'pdt mst',
  [-6]: 'mdt cst',
  [-5]: 'cdt est',
  [-4]: 'edt ast clt',
  [-3.5]: 'nst',
  [-3]: 'adt brt art clst',
  [-2.5]: 'ndt',
  0: 'z ut utc gmt wet',
  1: 'cet mez met bst west wat',
  2: 'cest mesz mest eet sast cat',
  3: 'eest msk eat trt',
  3.5: 'irst',
  4: 'gst samt',
  5: 'pkt yekt',
  5.5: 'ist',
  5.75: 'npt',
  6: 'bdt omst',
  7: 'ict wib krat',
  8: 'awst hkt sgt pht wita irkt',
  9: 'jst kst wit yakt',
  9.5: 'acst',
  10: 'aest vlat',
  10.5: 'acdt',
  11: 'aedt magt',
  12: 'nzst pett',
  13: 'nzdt',
}
const zones = new Map(
  Object.entries(names).flatMap(([hours, list]) =>
    list.split(' ').map((name): [string, number] => [name, Number(hours) * hour]),
  ),
)
/** `+0200`, `+02:00`, `GMT+2`, `UTC +02:00`; the sign may be missing from four digits. */
const numeric = /^(?:gmt|utc|ut|z)?[ ]{0,3}(?:([+-])(\d{1,2})(?::?(\d{2}))?|(\d{2}):?(\d{2}))(?!\d)/i
const named = /^[a-z]{1,5}(?![a-z])/i

/**
 * Milliseconds east of UTC of the zone that a text begins with; none where it begins with no zone that is known. A
 * single letter counts as UTC (RFC 5322, section 4.3).
 */
export function readZone(text: string): number | undefined {
  const match = numeric.exec(text)
  if (match !== null) {
    const [, sign = '+', hours = match[4], minutes = match[5] ?? '0'] = match
    if (Number(hours) > 14 || Number(minutes) > 59) return undefined
    return (sign === '-' ? -1 : 1) * (Number(hours) * hour + Number(minutes) * minute)
  }
  const name = named.exec(text)?.[0].toLowerCase()
  if (name === undefined) return undefined
  return zones.get(name) ?? (name.length === 1 ? 0 : undefined)
}
