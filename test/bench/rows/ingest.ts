import { type Figure, type Row, spread } from '../figure.ts'
import { newComment, newComments, newPost } from '../payloads.ts'
import { benchStand } from '../stand/bench-stand.ts'
import type { MeasuredProcess } from '../stand/measured-process.ts'
import { inTurn, ratios, spreadOf } from '../statistics.ts'

const cases = [
  { name: 'one', what: 'one comment a webhook', aim: '≤ 1.2 ×', make: () => newComment() },
  { name: 'ten', what: 'ten comments, on ten posts', aim: '≤ 1.5 ×', make: () => newComments(10) },
  { name: 'ten-on-one-post', what: 'ten comments on one post', make: () => newComments(10, newPost()) },
]

/** One webhook through ingest against the least that anybody has to do. */
export const ingest: Row = {
  name: 'ingest',
  title: 'One webhook through ingest',
  how: 'Processor time of the deployed bundle’s handler against HMAC, parse, stringify and one call of the same SQS client with a message a comment, bundled by the same recipe; some webhooks a round, each new, all subjects in every round.',
  why: 'Verifying, reading and packing take 0.12 ms of one comment and 0.65 ms of ten, in a warm loop of nothing else on the machine of this run; what there is beyond that is the request and response of HTTP, its router, and the lines of the log and the metrics. The floor makes no event of a comment: no ids, persons, conversation, visibility, ways to answer, and nothing that is checked.',
  async measure({ bundles, quick }) {
    const [rounds, webhooks] = quick ? [2, 3] : [25, 40]
    const stand = await benchStand({ bundles })
    try {
      const subjects = {
        ingest: await stand.start('ingest-facebook'),
        floor: await stand.startFloor('bare-ingest'),
        again: await stand.startFloor('bare-ingest'),
      }
      const figures: Figure[] = []
      for (const { make, aim, ...named } of cases) {
        const each = (process: MeasuredProcess) => async () => {
          const events = Array.from({ length: webhooks }, () => stand.webhook('facebook', make()))
          const { cpuMs, results } = await process.run(events)
          for (const answer of results) expectTaken(answer)
          return cpuMs / webhooks
        }
        const { ingest, floor, again } = subjects
        const run = (count: number) =>
          inTurn(count, { ingest: each(ingest), floor: each(floor), again: each(again) })
        await run(quick ? 1 : 5)
        const measured = await run(rounds)
        const noise = spreadOf(ratios(measured.again, measured.floor))
        figures.push({
          ...named,
          name: `ingest/${named.name}`,
          unit: '×',
          ...spread(spreadOf(ratios(measured.ingest, measured.floor))),
          noise: [noise.low, noise.high],
          ...(aim && { aim }),
          note: `${spreadOf(measured.ingest).median.toFixed(2)} ms against ${spreadOf(measured.floor).median.toFixed(2)} ms`,
        })
      }
      return figures
    } finally {
      await stand.stop()
    }
  },
}

function expectTaken(answer: unknown): void {
  const status = (answer as { statusCode?: number }).statusCode
  if (status !== 200) throw new Error(`a webhook was answered with ${status}`)
}
