import { mapLimited } from '../../../functions/core/map-limited.ts'
import type { Figure, Row, Tools } from '../figure.ts'
import { messageIdOf, newDirectMessage, newPerson } from '../payloads.ts'
import { atRate } from '../stand/at-rate.ts'
import { observedRun } from '../stand/observed-run.ts'
import { plainReceiver } from '../stand/receiver.ts'
import { quantile } from '../statistics.ts'

/** `npm start` under load. */
export const localRun: Row = {
  name: 'local-run',
  title: 'The local run',
  how: '`npm start` in processes of its own with the demo CRM: 2,000 Messenger messages of 500 people, 16 webhooks at a time, until every queue is empty. Then 50 a second for a minute with a receiver that notes when each comes.',
  why: 'All of it runs on this machine: the functions alone take some seven milliseconds of a processor for a contact (see the whole way), so that two cores would come to 280 a second with nothing else to do; the emulated queues and table, the demo CRM and the page take the rest.',
  long: 'local',
  measure: async (tools) => [...(await storm(tools)), ...(await steady(tools))],
}

async function storm({ quick }: Tools): Promise<Figure[]> {
  const people = Array.from({ length: quick ? 5 : 500 }, newPerson)
  const run = await observedRun()
  try {
    await run.post(newDirectMessage(newPerson()))
    await run.settled()
    const startedAt = performance.now()
    const contacts = [1, 2, 3, 4].flatMap(() => people.map((person) => newDirectMessage(person)))
    await mapLimited(contacts, 16, (contact) => run.post(contact))
    const acceptedAt = performance.now()
    await run.settled()
    const endedAt = performance.now()
    const arrived = (await run.events()).length - 1
    if (arrived !== contacts.length) throw new Error(`${contacts.length} went in, and ${arrived} arrived`)
    const seconds = (endedAt - startedAt) / 1000
    return [
      {
        name: 'local-run/behind',
        what: `${contacts.length} contacts: behind when the last is accepted`,
        unit: 's',
        value: (endedAt - acceptedAt) / 1000,
        note: `accepted in ${((acceptedAt - startedAt) / 1000).toFixed(1)} s`,
      },
      {
        name: 'local-run/rate',
        what: 'from the first webhook to the last delivery',
        unit: 'contacts/s',
        value: contacts.length / seconds,
        aim: '≥ 250 a second',
      },
    ]
  } finally {
    await run.stop()
  }
}

async function steady({ quick }: Tools): Promise<Figure[]> {
  const receiver = await plainReceiver()
  const run = await observedRun(receiver.url)
  try {
    await run.post(newDirectMessage(newPerson()))
    await run.settled()
    const sent = new Map<string, number>()
    await atRate(50, quick ? 1 : 60, async () => {
      const contact = newDirectMessage(newPerson())
      sent.set(messageIdOf(contact), Date.now())
      await run.post(contact)
    })
    await run.settled()
    const took = receiver.arrivals.flatMap(({ message = '', at }) => {
      const begun = sent.get(message)
      return begun === undefined ? [] : [(at - begun) / 1000]
    })
    if (took.length !== sent.size) throw new Error(`${sent.size} went in, and ${took.length} arrived`)
    return [
      {
        name: 'local-run/p99',
        what: '50 contacts a second: P99 from the webhook to the CRM',
        unit: 's',
        value: quantile(took, 0.99),
        aim: '≤ 2 s',
        note: `P50 ${quantile(took, 0.5).toFixed(2)} s`,
      },
    ]
  } finally {
    await run.stop()
    await receiver.stop()
  }
}
