import type { Origin } from '../../kits/meta/draft-event.ts'
import { type Reading, readAs } from '../../kits/meta/reading.ts'
import { feedValue } from './feed-value.ts'
import { readFeedMessage } from './read-feed-message.ts'
import { readFeedReaction } from './read-feed-reaction.ts'
import { readRating } from './read-rating.ts'

const messageItems = new Set(['comment', 'post', 'status', 'photo', 'video', 'share', 'link', 'note'])
const reactionItems = new Set(['reaction', 'like'])
/** The page's own furniture: nobody says anything to anybody. */
const furnitureItems = new Set([
  'album',
  'photo-album',
  'event',
  'platform-story',
  'milestone',
  'picture',
  'profile',
  'timeline cover',
  'timeline_cover',
  'address',
])
const followVerbs = new Set(['follow', 'unfollow'])
/** What Meta does to a video in which it finds somebody else's work. */
const copyrightVerbs = new Set(['block', 'mute', 'unblock', 'unmute'])

/** A change of `feed`: all that is posted, commented and liked on the page. */
export function readFeed(change: unknown, origin: Origin): Reading {
  return readAs(feedValue, change, (value) => {
    const { item, verb } = value
    if (item === 'follow' || followVerbs.has(verb))
      return { ignored: 'somebody follows the page, or no longer' }
    if (furnitureItems.has(item)) return { ignored: 'it changes the page and says nothing to it' }
    if (item === 'video' && copyrightVerbs.has(verb))
      return { ignored: 'the platform examined a video of the page for copyright', notice: true }
    if (reactionItems.has(item)) return readFeedReaction(value, origin)
    if (messageItems.has(item)) return readFeedMessage(value, origin, 'direct')
    if (item === 'rating') return readRating(change, origin)
    return { quarantined: 'this item is not known' }
  })
}
