import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { namePerson } from './name-person.ts'
import { namePlatform } from './name-platform.ts'
import type { Change, Words } from './words/words.ts'

const changes: Partial<Record<RoutedEvent['kind'], Change>> = {
  'message.edited': 'edited',
  'message.deleted': 'deleted',
  'message.hidden': 'hidden',
  'message.unhidden': 'unhidden',
}

/** What must not be missed, most urgent first, a sentence each. */
export function noticesOf(event: RoutedEvent, words: Words): string[] {
  const { notices } = words
  return [
    event.test && notices.test,
    doubtOfSender(event, words),
    event.authenticity.virus && notices.virus,
    event.authenticity.spam && notices.spam,
    changeOf(event, words),
    event.kind === 'message.attachments_changed' && notices.attachmentsChanged,
    event.work.effect === 'withdraw' && notices.withdrawn,
    event.kind === 'receipt.failed' && notices.notReached,
    event.kind === 'contact.erasure_requested' && notices.erasure,
    event.kind === 'contact.identity_changed' && notices.identity,
    ...ofMessage(event, words),
    event.standby && notices.standby,
    event.conversation.late && notices.late,
    event.conversation.match === 'subject' && notices.guessedThread,
  ].filter((notice): notice is string => typeof notice === 'string')
}

function ofMessage(event: RoutedEvent, words: Words): (string | false | undefined)[] {
  const { notices } = words
  const { message, direction, addressing, actor } = event
  if (message === undefined) return []
  const { withheld, automated, quotes, quoted } = message
  const speaks = event.kind === 'message.created' || event.kind === 'message.edited'
  const tool = actor?.role === 'app' ? namePerson(actor, words) : undefined
  const isEmpty = !message.text?.trim() && message.attachments.length === 0 && withheld === undefined
  return [
    withheld !== undefined && words.withheld[withheld](namePlatform(event, words.mail)),
    automated !== undefined && words.automated[automated],
    direction === 'outbound' && speaks && notices.ownWords,
    direction === 'outbound' && speaks && tool !== undefined && notices.writtenWith(tool),
    direction === 'community' && notices.community,
    direction === 'inbound' && addressing === 'mention' && notices.mention,
    direction === 'inbound' && addressing === 'about' && speaks && notices.about,
    speaks && (quotes !== undefined || (quoted !== undefined && event.surface !== 'email')) && notices.quotes,
    speaks && isEmpty && notices.noWords,
  ]
}

function changeOf({ kind, actor, author }: RoutedEvent, words: Words): string | undefined {
  const change = changes[kind]
  // Only an author edits; who hides or deletes, only the platform can tell.
  const side = change === 'edited' ? (actor ?? author)?.role : actor?.role
  return change && words.changes[change](side)
}

/**
 * A warning where the checks of a mail's sender failed. DMARC decides where it was made; without it one failure counts
 * unless the other check passed, because forwarding breaks SPF and mailing lists break DKIM.
 */
function doubtOfSender({ authenticity, surface }: RoutedEvent, words: Words): string | undefined {
  const { spf, dkim, dmarc } = authenticity
  if (surface !== 'email' || dmarc === 'pass') return undefined
  const failed = (verdict: typeof spf) => verdict === 'fail' || verdict === 'softfail'
  const doubtful = dmarc === 'fail' || (failed(spf) && dkim !== 'pass') || (failed(dkim) && spf !== 'pass')
  if (!doubtful) return undefined
  const verdicts = Object.entries({ SPF: spf, DKIM: dkim, DMARC: dmarc })
    .filter(([, verdict]) => verdict !== undefined)
    .map(([check, verdict]) => `${check} ${verdict}`)
  return words.notices.doubtfulSender(verdicts.join(', '))
}
