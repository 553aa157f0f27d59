import { describe, expect, it } from 'vitest'
import { virtualFifoQueue } from './virtual-fifo-queue.ts'

const day = 24 * 3600 * 1000

function scene() {
  let time = 0
  const queue = virtualFifoQueue({ now: () => time, visibilitySeconds: 60 })
  const send = (id: string, group: string) => queue.send({ id, group, deduplicationId: id })
  return {
    queue,
    send,
    receive: () => queue.receive().map(({ id, receiveCount }) => `${id}/${receiveCount}`),
    pass(seconds: number) {
      time += seconds * 1000
    },
  }
}

describe('the model of SQS FIFO', () => {
  it('hands out several of a group at once, and none while one of them is in flight', () => {
    const { queue, send, receive, pass } = scene()
    for (const id of ['a1', 'a2']) send(id, 'a')
    send('b1', 'b')
    const batch = queue.receive()
    expect(batch.map(({ id }) => id)).toEqual(['a1', 'a2', 'b1'])
    queue.changeVisibility(batch[0]?.receiptHandle ?? '', 30)
    queue.changeVisibility(batch[1]?.receiptHandle ?? '', 0)
    queue.delete(batch[2]?.receiptHandle ?? '')
    send('a3', 'a')
    expect(receive()).toEqual([])
    pass(30)
    // Each return of the head costs those behind it one receipt, and no more.
    expect(receive()).toEqual(['a1/2', 'a2/2', 'a3/1'])
  })

  it('hands out again, in order, what nobody has deleted within its visibility', () => {
    const { queue, send, receive, pass } = scene()
    for (const id of ['a1', 'a2']) send(id, 'a')
    const [first] = queue.receive()
    pass(61)
    queue.delete(first?.receiptHandle ?? '')
    expect(receive()).toEqual(['a1/2', 'a2/2'])
  })

  it('swallows a known id for five minutes', () => {
    const { queue, send, pass } = scene()
    send('a1', 'a')
    send('a1', 'a')
    expect(queue.size()).toBe(1)
    pass(301)
    send('a1', 'a')
    expect(queue.size()).toBe(2)
  })

  it('moves aside what was received a thousand times, and deletes what is older than 14 days', () => {
    const { queue, send, receive, pass } = scene()
    send('a1', 'a')
    for (let receipts = 1; receipts <= 1000; receipts++) {
      expect(receive()).toEqual([`a1/${receipts}`])
      pass(60)
    }
    expect(receive()).toEqual([])
    expect(queue.deadLetterQueue.map(({ id }) => id)).toEqual(['a1'])
    send('b1', 'b')
    pass((14 * day) / 1000 + 1)
    expect(receive()).toEqual([])
    expect(queue.dropped.map(({ id }) => id)).toEqual(['b1'])
  })
})
