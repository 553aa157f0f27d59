import { describe, expect, it } from 'vitest'
import { uploadFiles } from '../../../../functions/destinations/zendesk/upload-files.ts'
import type { Zendesk } from '../../../../functions/destinations/zendesk/zendesk-api.ts'

const files = ['a.txt', 'b.txt'].map((name) => ({ name, type: 'text/plain', bytes: new Uint8Array(1) }))
const at = (time: string) => () => new Date(`2026-11-21T${time}:00Z`)

/** Gives out tokens, and none at the requests of these numbers. */
function account(...failing: number[]): Zendesk {
  let requests = 0
  return async () => {
    requests++
    if (failing.includes(requests)) throw new Error('no answer')
    const text = JSON.stringify({ upload: { token: `${requests}` } })
    return { status: 201, headers: new Headers(), text, json: (schema) => schema.parse(JSON.parse(text)) }
  }
}

describe('uploadFiles', () => {
  it('keeps tokens for the next attempt while they are good', async () => {
    const zendesk = account(2)
    const progress = {}
    await expect(uploadFiles(files, zendesk, { progress, now: at('10:00') })).rejects.toThrow()
    const { tokens } = await uploadFiles(files, zendesk, { progress, now: at('10:15') })
    expect(tokens).toEqual(['1', '3'])
  })

  it('keeps no old token beside new ones where the second time fails halfway', async () => {
    const zendesk = account(4)
    const progress = {}
    await uploadFiles(files, zendesk, { progress, now: at('10:00') })
    await expect(uploadFiles(files, zendesk, { progress, now: at('11:00') })).rejects.toThrow()
    const { tokens } = await uploadFiles(files, zendesk, { progress, now: at('11:15') })
    expect(tokens).toEqual(['3', '5'])
  })
})
