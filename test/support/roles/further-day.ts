import { signLink } from '../../../functions/core/attachment-link.ts'
import { directMessage } from '../facebook-payloads.ts'
import { mail } from './a-day.ts'
import type { FullLayer } from './full-layer.ts'

export interface AfterFurtherDay {
  readonly statuses: readonly number[]
  /** Of what went round the shield: a webhook, and where a link leads. */
  readonly roundShield: readonly [number, string | undefined]
  /** What the CRM took: of which message, which kind, and in which state its files are. */
  readonly arrived: readonly string[]
  readonly tickets: number
}

/**
 * Brings through a layer what only some deployments have: a picture that lies with its platform, and one that is gone from
 * there; a mail by the bucket; and somebody who goes round the shield.
 */
export async function furtherDay(layer: FullLayer, day: string): Promise<AfterFurtherDay> {
  const { pump, receiver, desk, linkKeys } = layer
  const statuses = [
    await layer.post('facebook', withFile(`m_file_${day}`, 'router.png')),
    await layer.post('facebook', withFile(`m_lost_${day}`, 'router.gone')),
    ...(await layer.upload(mail(`uploaded.${day}`, 'hanna@kunde.test', 'Mit Anhang'))),
  ]
  const expiresAt = new Date(Date.now() + 3_600_000)
  const token = signLink({ key: 'attachments/any', name: 'a.txt', type: 'text/plain', expiresAt }, linkKeys)
  const roundShield = [
    await layer.post('facebook', directMessage(page, '992', `m_round_${day}`, 'Vorbei', Date.now()), {}),
    await layer.open(`/attachments/${token}`, {}),
  ] as const
  await pump.run()
  return {
    statuses,
    roundShield,
    arrived: receiver.arrivals
      .splice(0)
      .map(({ event: { kind, message } }) => {
        const states = message?.attachments.map(({ state }) => state) ?? []
        return [message?.id.replace(day, ''), kind, ...states].join(' ')
      })
      .sort(),
    tickets: desk.takeTickets().length,
  }
}

const page = '4711'

function withFile(mid: string, name: string) {
  const payload = directMessage(page, '992', mid, 'Mein Router', Date.now())
  const url = `https://scontent.xx.fbcdn.net/v/${name}?oh=1`
  const attachments = [{ type: 'image', payload: { url } }]
  return {
    ...payload,
    entry: payload.entry.map((entry) => ({
      ...entry,
      messaging: entry.messaging.map((each) => ({ ...each, message: { ...each.message, attachments } })),
    })),
  }
}
