import { type Row, spread } from '../figure.ts'
import { newComment, newComments, newPost } from '../payloads.ts'
import { benchStand } from '../stand/bench-stand.ts'
import { spreadOf } from '../statistics.ts'

const delayMs = 20
const comments = 1000

/** A storm under one post, as one webhook. */
export const thousandComments: Row = {
  name: 'thousand-comments',
  title: 'A thousand comments on one post in one webhook',
  how: `From the event to ingest’s answer, by the clock, with ${delayMs} ms added to each call of SQS. API Gateway gives up after 29 seconds.`,
  async measure({ bundles, quick }) {
    const stand = await benchStand({ bundles })
    try {
      const ingest = await stand.start('ingest-facebook')
      await ingest.run([stand.webhook('facebook', newComment())])
      stand.proxy.delay = (service) => (service === 'sqs' ? delayMs : 0)
      const taken: { seconds: number; calls: number }[] = []
      for (let round = 0; round < (quick ? 1 : 3); round += 1) {
        stand.proxy.forget()
        const event = stand.webhook('facebook', newComments(quick ? 50 : comments, newPost()))
        const { wallMs, results } = await ingest.run([event])
        const status = (results[0] as { statusCode?: number }).statusCode
        if (status !== 200) throw new Error(`the webhook was answered with ${status}`)
        taken.push({ seconds: wallMs / 1000, calls: stand.proxy.calls.length })
      }
      return [
        {
          name: 'thousand-comments',
          what: 'a thousand comments',
          unit: 's',
          ...spread(spreadOf(taken.map(({ seconds }) => seconds))),
          aim: '≤ 2 s',
          note: `${spreadOf(taken.map(({ calls }) => calls)).median} calls of SQS and S3`,
        },
      ]
    } finally {
      await stand.stop()
    }
  },
}
