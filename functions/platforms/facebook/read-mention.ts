import type { Origin } from '../../kits/meta/draft-event.ts'
import { type Reading, readAs } from '../../kits/meta/reading.ts'
import { feedValue } from './feed-value.ts'
import { readFeedMessage } from './read-feed-message.ts'

/** A change of `mention`: somebody names the page elsewhere. The author is usually withheld. */
export function readMention(change: unknown, origin: Origin): Reading {
  return readAs(feedValue, change, (value) => {
    if (value.item !== 'post' && value.item !== 'comment') return { quarantined: 'this item is not known' }
    return readFeedMessage(value, origin, 'mention')
  })
}
