import type { MadeBounce } from './made/made-bounce.ts'

const delays =
  'dsn_05.txt dsn_06.txt dsn_07.txt dsn_08.txt dsn_17.txt simple_03.txt simple_21.txt simple_22.txt simple_28.txt simple_35.txt simple_40.txt warning-8.msg'
/** Automatic replies, a read receipt, spam, a person, and who asks to be let in. */
const others =
  'aol-vacation.msg autoreply.msg bluebottle.msg boxbe-cr.msg boxbe-cr2.msg groupwise_03.txt polish-autoreply.msg qmail_08.txt simple_38.txt spam-bogus-email-in-report.msg spam-with-image.msg warning-6.msg'

/**
 * What the mails are that come with flufl.bounce 6.0.0 and Mail::DeliveryStatus::BounceParser 1.543, by their own tests
 * and read by eye where these say nothing: failures, save for these.
 */
const knownFiles: ReadonlyMap<string, MadeBounce['kind'] | 'none'> = new Map([
  ...delays.split(' ').map((name) => [name, 'delay'] as const),
  ...others.split(' ').map((name) => [name, 'none'] as const),
])

export function kindOfFile(name: string): MadeBounce['kind'] | 'none' {
  return knownFiles.get(name) ?? 'failure'
}
