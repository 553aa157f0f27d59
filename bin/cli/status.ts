import { readStatus, type Status } from '../operations/read-status.ts'
import { localTime } from './local-time.ts'
import { print } from './print.ts'
import { table } from './table.ts'
import { type SiteOptions, withSite } from './with-site.ts'

/** Prints how the queues stand, what is stopped, and what waits for a person. */
export function status(options: SiteOptions): Promise<void> {
  return withSite(options, async (ports) => {
    const found = await readStatus(ports)
    print(options.json ? JSON.stringify(found) : describe(found))
  })
}

function describe({ queues, breakers, parked, incoming, quarantine, silences }: Status): string {
  const stopped = Object.entries(breakers).filter(([, { open }]) => open)
  return [
    table(
      ['QUEUE', 'WAITING', 'IN FLIGHT', 'OLDEST', 'PARKED', 'STATE'],
      queues.map(({ name, waiting, inFlight, oldestSeconds }) => [
        name,
        waiting,
        inFlight,
        oldestSeconds === undefined ? '-' : duration(oldestSeconds),
        parked[name === 'contacts' ? 'route' : name] ?? 0,
        breakers[name]?.open ? 'stopped' : 'flows',
      ]),
    ),
    ...queues
      .filter(({ deadLetterQueue }) => deadLetterQueue > 0)
      .map(
        ({ name, deadLetterQueue }) =>
          `The dead-letter queue of ${name} holds ${deadLetterQueue}: see docs/operations.md#dead-letter-queue.`,
      ),
    ...Object.entries(parked)
      .filter(([name, count]) => count > 0 && name !== 'route' && !queues.some((each) => each.name === name))
      .map(
        ([name, count]) =>
          `Parked for ${name}, which is not deployed any more: ${count}. Deploy it again and retry, or drop them.`,
      ),
    ...stopped.map(
      ([name, { since, probeAt, reason }]) =>
        `${name} is stopped since ${localTime(since)}: ${reason}. Next probe: ${localTime(probeAt)}.`,
    ),
    ...silences.map(
      ({ platform, hours, within, timeZone }) =>
        `Nothing came from ${platform} for ${hours} h, expected ${within} ${timeZone}: see docs/operations.md#silence.`,
    ),
    ...(Object.keys(incoming).length > 0
      ? [`Mails that wait to be taken in: ${byPlatform(incoming)} (docs/operations.md#oldest-message).`]
      : []),
    `In quarantine: ${byPlatform(quarantine) || 'nothing'}.`,
  ].join('\n')
}

function byPlatform(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([platform, count]) => `${platform} ${count}`)
    .join(', ')
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}
