import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { countParts } from '../../../contracts/sound-result.ts'
import { read } from './read.ts'

const samples = process.env['NETZDIALOG_SAMPLES']

describe('captured payloads', () => {
  if (samples === undefined) {
    it.skip('need NETZDIALOG_SAMPLES, a folder with the folder twitter in it', () => {})
    return
  }
  it.each(readdirSync(`${samples}/twitter`))('%s is accounted for', async (file) => {
    expect(countParts(await read(readFileSync(`${samples}/twitter/${file}`, 'utf8')))).toBeGreaterThan(0)
  })
})
