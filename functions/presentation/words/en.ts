import type { Surface } from '../../../schemas/contact-event.ts'
import type { Thing, Told, Words } from './words.ts'

const surfaces: Record<Surface, string> = {
  post: 'post',
  comment: 'comment',
  review: 'review',
  direct_message: 'direct message',
  email: 'e-mail',
  sms: 'text message',
  call: 'call',
  letter: 'letter',
}
/** Channels of their own: neither on a platform nor ever public. */
const channels = new Set<Surface>(['email', 'sms', 'call', 'letter'])

/** Sent to somebody, and so `from` and not `by`. */
const sent = new Set<Surface>(['direct_message', 'email', 'sms', 'call', 'letter'])

const by = ({ who, surface }: Told) =>
  who === undefined ? '' : ` ${sent.has(surface) ? 'from' : 'by'} ${who}`
const did = ({ who }: Told) => (who === undefined ? '' : ` by ${who}`)
const about = (lead: string) => (told: Told) => `${lead}: ${told.thing}${by(told)}`
const person = (lead: string) => (told: Told) => `${lead}${did(told)} (${told.platform})`

/** What a contact is called in English. */
export const en: Words = {
  locale: 'en-GB',
  time: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  },
  mail: 'E-mail',
  surfaces,
  attachmentTypes: new Map([
    ['image', 'picture'],
    ['photo', 'picture'],
    ['video', 'video'],
    ['animated_gif', 'animation'],
    ['audio', 'audio'],
    ['file', 'file'],
    ['application', 'file'],
    ['text', 'text file'],
    ['message', 'forwarded e-mail'],
    ['sticker', 'sticker'],
    ['location', 'location'],
    ['fallback', 'shared content'],
    ['share', 'shared content'],
    ['story_mention', 'mention in a story'],
    ['reel', 'reel'],
    ['ig_reel', 'reel'],
    ['template', 'card with buttons'],
    ['product', 'product'],
    ['poll', 'poll'],
    ['order', 'cart'],
    ['feedback', 'answers to a survey'],
    ['form', 'form'],
    ['payment', 'payment'],
    ['unsupported', 'unsupported content'],
  ]),
  reactions: new Map([
    ['like', 'like'],
    ['love', 'love'],
    ['care', 'care'],
    ['haha', 'haha'],
    ['wow', 'wow'],
    ['sad', 'sad'],
    ['sorry', 'sad'],
    ['angry', 'angry'],
    ['anger', 'angry'],
    ['repost', 'repost'],
  ]),
  windows: new Map([
    ['standard messaging window', 'the usual window for answers'],
    ['HUMAN_AGENT tag: a person answers', 'after that only by hand, with the tag HUMAN_AGENT'],
  ]),
  failures: new Map([
    ['1', 'address unknown or wrong'],
    ['2', 'mailbox full or disabled'],
    ['3', 'fault of the recipient’s mail server'],
    ['4', 'the recipient’s mail server cannot be reached'],
    ['5', 'the mail servers did not understand each other'],
    ['6', 'content not accepted'],
    ['7', 'refused for reasons of security'],
  ]),
  sendingAgain: (permanent) => (permanent ? 'is of no use until something changes' : 'may succeed later'),
  reasons: new Map(),
  facts: {
    subject: 'Subject',
    from: 'From',
    handle: 'User name',
    email: 'E-mail',
    phone: 'Phone',
    profile: 'Profile',
    account: 'Account',
    to: 'To',
    copy: 'Copy to',
    time: 'Time',
    received: 'Received',
    original: 'Original',
    reply: 'Reply',
    replyUntil: 'Reply until',
    rating: 'Rating',
    chosen: 'Chosen',
    cameBy: 'Came by',
    link: 'Link',
    language: 'Language',
    reaction: 'Reaction',
    recipient: 'Recipient',
    upTo: 'Everything up to',
    failure: 'Reason',
    diagnostic: 'Mail server’s message',
    sendingAgain: 'Sending it again',
    owner: 'App now in charge',
    previousOwner: 'App in charge before',
    requestedOwner: 'App that wants to take over',
    topic: 'Topic',
  },
  thing: ({ platform, surface, visibility }: Thing) =>
    channels.has(surface) ? surfaces[surface] : `${visibility} ${surfaces[surface]} on ${platform}`,
  shortThing: ({ platform, surface, visibility }) =>
    channels.has(surface) ? surfaces[surface] : `${platform} ${surfaces[surface]} (${visibility})`,
  kinds: {
    'message.created': (told) => {
      if (told.direction === 'outbound') return `By the company: ${told.thing}${by(told)}`
      if (told.direction === 'community') return `Among customers: ${told.thing}${by(told)}`
      return `${told.thing}${by(told)}`
    },
    'message.edited': about('Edited'),
    'message.deleted': about('Deleted'),
    'message.hidden': about('Hidden'),
    'message.unhidden': about('Visible again'),
    'message.attachments_changed': about('Attachments changed'),
    'reaction.added': (told) =>
      `Reaction${told.reaction === undefined ? '' : ` “${told.reaction}”`}${did(told)}: ${told.thing}`,
    'reaction.removed': (told) =>
      `Reaction${told.reaction === undefined ? '' : ` “${told.reaction}”`} taken back${did(told)}: ${told.thing}`,
    'receipt.delivered': (told) =>
      `Delivered: ${told.thing}${told.recipient === undefined ? '' : ` to ${told.recipient}`}`,
    'receipt.read': (told) => `Read${did(told)}: ${told.thing}`,
    'receipt.failed': (told) =>
      `Not deliverable: ${told.thing}${told.recipient === undefined ? '' : ` to ${told.recipient}`}`,
    'conversation.started': person('Conversation started'),
    'conversation.owner_changed': (told) => `Another app in charge: ${told.thing}`,
    'contact.identity_changed': person('Identity changed'),
    'contact.consent_changed': (told) => {
      const change = { true: 'given', false: 'withdrawn', undefined: 'changed' }[`${told.granted}`]
      return person(`Consent ${change}`)(told)
    },
    'contact.erasure_requested': person('Erasure of data requested'),
  },
  nameless: (role, id) => {
    const word = { customer: 'person', company: 'company', platform: 'platform', app: 'app' }[role]
    return id === undefined ? word : `${word} ${id}`
  },
  by: (name, medium) => `${name} via ${medium}`,
  stars: (value, scale) => {
    if (scale === undefined) return number(value)
    return `${number(value)} of ${number(scale)} ${scale === 1 ? 'star' : 'stars'}`
  },
  recommends: (recommended) => (recommended ? 'recommends the company' : 'does not recommend the company'),
  verified: 'verified',
  followers: (count) => `${number(count)} ${count === 1 ? 'follower' : 'followers'}`,
  onlyPublic: 'in public only',
  private: 'in private',
  atMost: (characters) => `at most ${number(characters)} ${characters === 1 ? 'character' : 'characters'}`,
  atThe: (source, time) => `${time} (${source === 'received' ? 'when it came in' : 'when it was reported'})`,
  actions: { postback: 'button', quick_reply: 'quick reply' },
  advertisement: 'advertisement',
  product: 'product',
  withheld: {
    deleted: () => 'Deleted before it came in: its words are not handed on.',
    edited: () => 'Edited before it came in: the new version holds.',
    erased: () => 'The person has demanded the erasure of their data: the words are not handed on.',
    encrypted: (platform) =>
      `Encrypted from end to end: it can be read and answered only in the app of ${platform}.`,
    platform: (platform) => `${platform} does not hand the content on: look at it there.`,
  },
  automated: {
    auto_reply: 'Automatic reply, such as an absence note: nobody expects an answer.',
    bounce: 'A mail server’s report of a mail that could not be delivered.',
    disposition_notification: 'Automatic confirmation of reading.',
    feedback_report: 'Complaint: the recipient has reported a mail as spam.',
    list: 'Distributed by a mailing list.',
    bulk: 'Bulk mail.',
    system: 'Sent by a system, not written by a person.',
    app: 'Sent by an app, not written by a person.',
  },
  changes: {
    edited: (side) => `Edited${agent(side)}: the words below hold, not the earlier ones.`,
    deleted: (side) => `Deleted${agent(side)}: do not use the earlier words any more.`,
    hidden: (side) => `Hidden${agent(side)}: others do not see it any more.`,
    unhidden: (side) => `Made visible again${agent(side)}.`,
  },
  notices: {
    test: 'Test: from the platform’s test button, no real customer.',
    ownWords: 'Written by the company, not by a customer: nothing to answer here.',
    writtenWith: (app) => `Written with: ${app}.`,
    community: 'Written to another customer, not to the company: for information.',
    mention: 'The company is mentioned, not addressed.',
    about: 'Found by a search: talks of the company, not to it.',
    standby: 'For information: another app leads this conversation.',
    late: 'Late: there is newer already in this conversation.',
    withdrawn: 'Nobody had answered: there is nothing left to do here.',
    noWords: 'Without text.',
    attachmentsChanged: 'The attachments were changed: those named here hold.',
    quotes: 'Shares or quotes another post.',
    guessedThread: 'Assigned by its subject only: may belong to another conversation.',
    virus: 'Caution: a virus was found in this e-mail. Do not open its attachments.',
    spam: 'The mail server takes this e-mail for spam.',
    doubtfulSender: (verdicts) => `Caution: the sender is not confirmed and may be forged (${verdicts}).`,
    notReached: 'This message has not reached its recipient.',
    erasure:
      'The person demands the erasure of their data: to be answered within a month (GDPR, articles 12 and 17).',
    identity: 'The person has another identity now: please merge the customer’s records.',
  },
  sections: { message: 'Message', quoted: 'Earlier text', signature: 'Signature' },
  files: {
    title: (count) => (count === 1 ? 'Attachment' : `${count} attachments`),
    tooLarge: 'too large for this system',
    tooMany: 'too many for this system',
    open: 'open it here',
    gone: 'no longer there',
    fetching: (platform) => `is being fetched from ${platform}`,
    scanning: 'is being scanned for malware',
    expires: (platform) => `is kept by ${platform}, its address may expire`,
    unavailable: (platform) => `not handed over by ${platform}: look at the original`,
    rejected: 'not accepted',
    see: 'look at the original',
    empty: 'empty file',
    refused: 'not accepted by this system',
    wholeText: 'message.txt',
  },
  shortened: ' … [shortened]',
  shortenedToFile: ' … [shortened, the whole text is in the file]',
}

function number(value: number): string {
  return value.toLocaleString('en-GB')
}

function agent(side: 'customer' | 'company' | 'platform' | 'app' | undefined): string {
  if (side === undefined) return ''
  return {
    customer: ' by its author',
    company: ' by the company',
    platform: ' by the platform',
    app: ' by an app',
  }[side]
}
