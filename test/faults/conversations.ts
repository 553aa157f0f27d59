import type { Dice } from './dice.ts'
import { messageIdOf, type PlaceName, places } from './places.ts'
import { fatalText, type Malice, type Update } from './update.ts'

/** How many of all events are not like the others. */
export interface Shares {
  /** Of those whose text is too large for a queue. @default 0 */
  readonly large?: number
  /** Of those that the receiver rejects for good. @default 0 */
  readonly rejected?: number
}

interface Options extends Shares {
  /** Begins the name of each conversation. */
  readonly prefix: string
  readonly kinds: readonly PlaceName[]
}

/** Tells the next update of some conversation; `made` is how many there have been in all. */
type Next = (made: number, malice: Malice | undefined) => Update

/** More than a queue message takes, in bytes. */
const largeText = 210_000

/** Some conversations at a time; one that has ended makes room for the next. */
export function conversationsOf(options: Options, count: number, dice: Dice): Next {
  let begun = 0
  const begin = () => openConversation(options, `${options.prefix}${10_000 + begun++}`, dice)
  const open = Array.from({ length: count }, begin)
  return (made, malice) => {
    const place = dice.between(0, count - 1)
    let conversation = open[place] ?? begin()
    if (conversation.isOver()) conversation = begin()
    open[place] = conversation
    return conversation.next(made, malice)
  }
}

interface Said {
  readonly number: number
  readonly author: Update['author']
  readonly above: number | undefined
  /** The key of what came of it last. */
  last: string
  edited: boolean
  deleted: boolean
}

function openConversation({ kinds, large = 0, rejected = 0 }: Options, conversation: string, dice: Dice) {
  const place = kinds[dice.between(0, kinds.length - 1)] ?? 'comment'
  const { changes, changesTwice, answers, inOneGroup, deletesInGroup, large: mayBeLarge } = places[place]
  const lasts = dice.between(3, 16)
  const messages: Said[] = []
  let happened = 0

  /** A message that stands and may be changed so; the first one stays, for the others hang under it. */
  function toChange(how: 'edited' | 'deleted'): Said | undefined {
    if (!(changes as readonly string[]).includes(how)) return undefined
    const all = messages.filter(
      ({ number, edited, deleted }) => !deleted && !edited && (how === 'edited' || number > 0),
    )
    const some =
      how === 'deleted' && changesTwice ? messages.filter((each) => !each.deleted && each.number > 0) : all
    return some[dice.between(0, some.length - 1)]
  }

  function text(made: number, malice: Malice | undefined): string {
    if (malice === 'route' || malice === 'deliver') return fatalText[malice]
    return `Nachricht ${made} 🚚`.padEnd(mayBeLarge && dice.chance(large) ? largeText : 0, '.')
  }

  function update(
    said: Said,
    kind: Update['kind'],
    given: Pick<Update, 'text' | 'follows'> & { above?: number },
    malice: Malice | undefined,
  ): Update {
    const messageId = messageIdOf(place, conversation, said.number)
    const key = `${kind} ${messageId}`
    const isInGroup = inOneGroup && (deletesInGroup || kind !== 'message.deleted')
    said.last = key
    return {
      key,
      kind,
      messageId,
      place,
      conversation,
      number: said.number,
      author: said.author,
      group: isInGroup ? conversation : key,
      index: happened++,
      ...given,
      ...(malice && { malice }),
    }
  }

  function write(made: number, malice: Malice | undefined): Update {
    const above = messages.findLast(({ deleted }) => !deleted)
    const author =
      answers && above !== undefined && malice === undefined && dice.chance(0.25) ? 'company' : 'customer'
    const said: Said = {
      number: messages.length,
      author,
      above: above?.number,
      last: '',
      edited: false,
      deleted: false,
    }
    messages.push(said)
    const given = {
      text: text(made, malice),
      follows: above ? [`message.created ${messageIdOf(place, conversation, above.number)}`] : [],
      ...(above && { above: above.number }),
    }
    return update(said, 'message.created', given, malice)
  }

  return {
    isOver: () => happened >= lasts,
    next(made: number, given: Malice | undefined): Update {
      const malice = given ?? (dice.chance(rejected) ? ('rejected' as const) : undefined)
      const roll = malice === undefined && messages.length > 0 ? dice.roll() : 1
      const how = roll < 0.1 ? 'edited' : 'deleted'
      const said = roll < 0.16 ? toChange(how) : undefined
      if (!said) return write(made, malice)
      const follows = [said.last]
      const { above } = said
      said[how] = true
      return how === 'edited'
        ? update(
            said,
            'message.edited',
            { text: `Geändert ${made} 🚚`, follows, ...(above !== undefined && { above }) },
            undefined,
          )
        : update(said, 'message.deleted', { text: '', follows }, undefined)
    },
  }
}
