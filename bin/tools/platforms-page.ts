import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'

/** What the page needs of a fixture's expected result. */
const result = z.object({
  events: z.array(
    z.object({
      kind: z.string(),
      surface: z.string(),
      visibility: z.string(),
      addressing: z.string(),
      direction: z.string(),
      standby: z.boolean().optional(),
      message: z.object({ automated: z.string().optional(), withheld: z.string().optional() }).optional(),
    }),
  ),
  ignored: z.array(z.object({ why: z.string(), notice: z.boolean().optional() })),
  quarantined: z.array(z.object({ why: z.string() })),
})
/** A body of which nothing can be read has a code instead. */
const expected = z.union([result, z.object({ malformed: z.string() })])

const suffix = '.expected.json'

/** `docs/platforms.md`: what each platform's native events become, taken from the fixtures that prove it. */
export async function platformsPage(project: string, platforms: readonly string[]): Promise<string> {
  const sections = await Promise.all(platforms.map((platform) => section(project, platform)))
  return [
    '# What becomes of what the platforms send',
    '',
    'Generated from the fixtures by `npm run docs`; a test compares. Each line is a pair of payload and expected',
    'events in `test/functions/platforms/<platform>/fixtures/`. Unlisted: whatever is genuine and not understood is',
    'quarantined, and the rest of its request goes on.',
    '',
    ...sections,
  ].join('\n')
}

async function section(project: string, platform: string): Promise<string> {
  const folder = join(project, 'test/functions/platforms', platform, 'fixtures')
  const files = (await readdir(folder)).filter((file) => file.endsWith(suffix)).toSorted()
  const rows = await Promise.all(
    files.map(async (file) => {
      const outcome = expected.parse(JSON.parse(await readFile(join(folder, file), 'utf8')))
      return `| ${file.slice(0, -suffix.length).replaceAll('-', ' ')} | ${becomes(outcome)} |`
    }),
  )
  const page = `platforms/${platform}.md`
  const guide = existsSync(join(project, 'docs', page)) ? [`[Setting it up](${page}).`, ''] : []
  return [`## ${platform}`, '', ...guide, '| native | becomes |', '| --- | --- |', ...rows, ''].join('\n')
}

function becomes(outcome: z.infer<typeof expected>): string {
  if ('malformed' in outcome) return `quarantined whole: ${outcome.malformed}`
  const { events, ignored, quarantined } = outcome
  return [
    ...distinct(events.map(describe)),
    ...distinct(ignored.map(({ why, notice }) => `ignored${notice ? ', with a notice' : ''}: ${why}`)),
    ...distinct(quarantined.map(({ why }) => `quarantined: ${why}`)),
  ].join('<br>')
}

function describe(event: z.infer<typeof result>['events'][number]): string {
  const { kind, surface, visibility, addressing, direction, standby, message } = event
  const marks = [
    surface,
    visibility,
    direction,
    addressing === 'direct' ? undefined : addressing,
    standby ? 'standby' : undefined,
    message?.automated,
    message?.withheld === undefined ? undefined : `withheld: ${message.withheld}`,
  ]
  return `\`${kind}\` ${marks.filter((mark) => mark !== undefined).join(', ')}`
}

/** Equal lines once, with their number. */
function distinct(lines: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return [...counts].map(([line, count]) => (count > 1 ? `${line} (${count})` : line))
}
