import { type Figure, type Row, spread } from '../figure.ts'
import { newComment, newPost } from '../payloads.ts'
import { benchStand } from '../stand/bench-stand.ts'
import { ratios, spreadOf } from '../statistics.ts'

const stages = ['ingest', 'route', 'deliver'] as const
type Stage = (typeof stages)[number]

/** A contact from its webhook to the CRM's answer. */
export const wholeWay: Row = {
  name: 'whole-way',
  title: 'The whole way of a contact',
  how: 'Processor time of the three functions, warm, emulators and receiver in another process: one comment a webhook, four on each post one after the other, queue messages handed over one or ten at a time.',
  why: 'A call by the AWS SDK takes most of what the floor takes, and a contact takes nine or ten of them even at batches of ten: each conversation, message, ticket and delivery has its row, which is read and written.',
  async measure({ bundles, quick }) {
    const [rounds, posts] = quick ? [1, 2] : [12, 15]
    const contacts = posts * 4
    const figures: Figure[] = []
    for (const batch of [1, 10]) {
      const stand = await benchStand({ bundles })
      try {
        const [ingest, route, deliver, floor] = await Promise.all([
          stand.start('ingest-facebook'),
          stand.start('route'),
          stand.start('deliver-crm'),
          stand.startFloor('bare-ingest'),
        ])
        const webhooks = () => {
          const several = Array.from({ length: posts }, newPost)
          return [1, 2, 3, 4].flatMap(() =>
            several.map((post) => stand.webhook('facebook', newComment(post))),
          )
        }
        const round = async () => {
          const bare = await floor.run(webhooks())
          await stand.queues.empty('route')
          const taken = await ingest.run(webhooks())
          const routed = await stand.queues.drain('route', route, batch)
          const delivered = await stand.queues.drain('deliver-crm', deliver, batch)
          return { floor: bare, ingest: taken, route: routed, deliver: delivered }
        }
        for (let warming = 0; warming < (quick ? 0 : 6); warming += 1) await round()
        const before = stand.receiver.arrivals.length
        const measured: Record<Stage | 'floor', number>[] = []
        for (let count = 0; count < rounds; count += 1) {
          const { floor, ingest, route, deliver } = await round()
          measured.push({
            floor: floor.cpuMs / contacts,
            ingest: ingest.cpuMs / contacts,
            route: route.cpuMs / contacts,
            deliver: deliver.cpuMs / contacts,
          })
        }
        const arrived = new Set(stand.receiver.arrivals.slice(before).map(({ id }) => id)).size
        if (arrived !== rounds * contacts)
          throw new Error(`${rounds * contacts} contacts went in, and ${arrived} arrived`)
        const sums = measured.map(({ ingest, route, deliver }) => ingest + route + deliver)
        const floors = measured.map((each) => each.floor)
        figures.push({
          name: `whole-way/batch-${batch}`,
          what: `the whole way, ${batch} a batch`,
          unit: 'ms',
          ...spread(spreadOf(sums)),
          ...(batch === 10 && { aim: '≤ 5 ms' }),
          note: `${spreadOf(ratios(sums, floors)).median.toFixed(1)} × what HMAC, parse, stringify and one send take`,
        })
        for (const stage of stages)
          figures.push({
            name: `whole-way/batch-${batch}/${stage}`,
            what: `… of which ${stage}`,
            unit: 'ms',
            ...spread(spreadOf(measured.map((each) => each[stage]))),
          })
      } finally {
        await stand.stop()
      }
    }
    return figures
  },
}
