import { type Envelope, judgeBounce } from './judge-bounce.ts'
import { kindOfFile } from './known-files.ts'

interface Named {
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * How many mails are read as what they are, in percent, and the names of those that are not. `recognised`: known for a
 * bounce, whatever else; `receipts`: of the failures; `recipient` and `reason` (a code, or words of a mail system): of
 * the receipts; `permanent`: of the receipts, told whether it would fail again.
 */
export function tallyBounces(files: readonly Named[], envelope: Envelope) {
  const judged = files.map(({ name, bytes }) => ({
    name,
    expected: kindOfFile(name),
    ...judgeBounce(bytes, envelope),
  }))
  const bounces = judged.filter(({ expected }) => expected !== 'none')
  const failures = judged.filter(({ expected }) => expected === 'failure')
  const read = failures.filter(({ kind }) => kind === 'failure')
  const recognised = bounces.filter(({ kind }) => kind !== 'none')
  const whole = (has: (receipt: (typeof read)[number]['receipts'][number]) => boolean) =>
    read.filter(({ receipts }) => receipts.every(has))
  const withRecipient = whole(({ recipient }) => recipient !== undefined)
  const withReason = whole(({ code, diagnostic }) => code !== undefined || diagnostic !== undefined)
  return {
    bounces: bounces.length,
    recognised: percent(recognised, bounces),
    receipts: percent(read, failures),
    recipient: percent(withRecipient, read),
    reason: percent(withReason, read),
    permanent: percent(
      whole(({ permanent }) => permanent !== undefined),
      read,
    ),
    wrong: {
      others: names(judged.filter(({ expected, kind }) => expected === 'none' && kind !== 'none')),
      lateCalledFailed: names(
        judged.filter(({ expected, kind }) => expected === 'delay' && kind === 'failure'),
      ),
      failedCalledLate: names(
        judged.filter(({ expected, kind }) => expected === 'failure' && kind === 'delay'),
      ),
      notRecognised: names(without(bounces, recognised)),
      withoutReceipt: names(without(failures, read)),
      withoutRecipient: names(without(read, withRecipient)),
      withoutReason: names(without(read, withReason)),
    },
  }
}

function percent(some: readonly unknown[], all: readonly unknown[]): number {
  return Number(((100 * some.length) / Math.max(1, all.length)).toFixed(1))
}

function without<Each>(all: readonly Each[], some: readonly Each[]): Each[] {
  return all.filter((each) => !some.includes(each))
}

function names(judged: readonly { readonly name: string }[]): string[] {
  return judged.map(({ name }) => name)
}
