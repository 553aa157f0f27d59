import { expect, it } from 'vitest'
import { table } from '../../../bin/cli/table.ts'

it('puts columns under their headings', () => {
  expect(
    table(
      ['QUEUE', 'WAITING'],
      [
        ['contacts', 0],
        ['crm', 12],
      ],
    ),
  ).toBe('QUEUE     WAITING\ncontacts  0\ncrm       12')
})

it('takes the power over the terminal from what comes from outside', () => {
  const evil = 'email:\u001b[2J\u009b31m\u202e\n<id@host>'
  expect(table(['ID'], [[evil]])).toBe('ID\nemail:\uFFFD[2J\uFFFD31m\uFFFD\uFFFD<id@host>')
})

it('cuts what would fill the screen', () => {
  const [, line] = table(['ID'], [['x'.repeat(500)]]).split('\n')
  expect(line).toBe(`${'x'.repeat(59)}…`)
})

it('leaves whole what another command takes, and still what the terminal would obey out of it', () => {
  const [, line] = table(['A', 'ID'], [['y'.repeat(500), `${'x'.repeat(500)}\u001b`]], ['ID']).split('\n')
  expect(line).toBe(`${'y'.repeat(59)}…  ${'x'.repeat(500)}\uFFFD`)
})
