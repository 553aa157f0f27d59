import { describe, expect, it } from 'vitest'
import {
  gatewayAttachment,
  shownContentIds,
} from '../../../../../functions/kits/mail/files/gateway-attachment.ts'

const bytes = Uint8Array.of(1)

describe('gatewayAttachment', () => {
  it('takes type and content id without their trimmings', () => {
    const given = { name: 'a.png', type: 'Image/PNG; name="a.png"', contentId: ' <bild-1> ', bytes }
    expect(gatewayAttachment(given, new Set())).toEqual({
      name: 'a.png',
      type: 'image/png',
      contentId: 'bild-1',
      bytes,
    })
  })

  it('leaves out what is empty, and knows any bytes at least as such', () => {
    for (const nothing of ['', null, undefined])
      expect(
        gatewayAttachment({ name: nothing, type: nothing, contentId: nothing, bytes }, new Set()),
      ).toEqual({
        type: 'application/octet-stream',
        bytes,
      })
  })

  it('calls inline what the HTML shows', () => {
    const shown = shownContentIds('<img src="cid:bild-1"><img src=CID:bild-2><a href="https://cid.test">')
    expect([...shown]).toEqual(['bild-1', 'bild-2'])
    expect(gatewayAttachment({ contentId: '<bild-2>', bytes }, shown).disposition).toBe('inline')
    expect(gatewayAttachment({ contentId: '<bild-3>', bytes }, shown)).not.toHaveProperty('disposition')
  })
})
