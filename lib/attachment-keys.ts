import type { DestinationConfig } from '../schemas/deployment.ts'

type Holds = DestinationConfig['holds']

const visibilities = ['public', 'private'] as const
/** SHA-256 in hex, with wildcards of IAM, each of which is one character. */
const hash = '?'.repeat(64)
/** `personKey`, or what the company alone has to do with. */
const owners = ['?'.repeat(16), 'company']

/**
 * Keys of attachments, as `functions/core/attachment-key.ts` makes them, that a destination is to hold nothing of. No part
 * of a key has a slash in it, so that what stands between two is the visibility and nothing else.
 */
export function withheldAttachments(holds: Holds): string[] {
  return holds === 'both'
    ? []
    : visibilities.filter((each) => each !== holds).map((each) => `attachments/*/${each}/*`)
}

/**
 * Beginnings of keys by which one may ask whether a file is there: whole but for the end of its name, so that nobody
 * lists files who does not know them. The last release's keys, which tell no visibility, are among them.
 */
export function askedAttachments(holds: Holds): string[] {
  const known = visibilities.filter((each) => holds === 'both' || holds === each)
  const places = ['', ...known.flatMap((each) => [`${each}/`, `${each}/scan/`])]
  return owners.flatMap((owner) => places.map((place) => `attachments/${owner}/${place}${hash}/?*`))
}
