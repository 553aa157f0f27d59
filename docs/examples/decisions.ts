import type { Decide, Enrich } from 'netzdialog'

/** Customers whom a team of their own looks after, by the domain of their address. */
const keyAccounts = new Set(['city-works.example', 'north-bank.example'])

const topics = [
  { topic: 'invoice', words: ['rechnung', 'mahnung', 'invoice'] },
  { topic: 'delivery', words: ['lieferung', 'paket', 'delivery', 'parcel'] },
]

/** `extensions.topic`: what a message is about, by its words. */
export const enrich: Enrich = ({ event }) => {
  const { text } = event.message ?? {}
  if (text === undefined) return undefined
  const written = new Set<string>(text.toLowerCase().match(/\p{L}{1,40}/gu))
  const found = topics.find(({ words }) => words.some((word) => written.has(word)))
  return found && { topic: found.topic }
}

/** Key accounts go to their own team, invoices in public to somebody who asks for a direct message. */
export const decide: Decide = ({ event, known, proposed }) => {
  // Whatever the rules leave to nobody stays with nobody.
  if (proposed.to.length === 0 || event.direction !== 'inbound') return undefined
  const domain = event.author?.email?.toLowerCase().split('@')[1]
  if (domain !== undefined && keyAccounts.has(domain) && !known.ticket.exists)
    return { to: ['key-accounts'], reason: 'key account' }
  if (event.extensions?.['topic'] === 'invoice' && event.visibility === 'public')
    return { to: [...proposed.to, 'social-media'], reason: 'invoice in public' }
  return undefined
}
