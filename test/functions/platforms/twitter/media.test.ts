import { describe, expect, it } from 'vitest'
import { readMedium } from '../../../../functions/platforms/twitter/media.ts'

const variants = [
  { content_type: 'application/x-mpegURL', url: 'https://video.twimg.com/a.m3u8' },
  { bitrate: 256000, content_type: 'video/mp4', url: 'https://video.twimg.com/small.mp4' },
  { bitrate: 832000, content_type: 'video/mp4', url: 'https://video.twimg.com/large.mp4' },
  'not a variant',
]

describe('readMedium', () => {
  it('takes the file of the highest rate', () => {
    const attachment = { type: 'video/mp4', state: 'remote', url: 'https://video.twimg.com/large.mp4' }
    expect(readMedium({ type: 'video', video_info: { variants } })).toEqual(attachment)
    const ofV2 = variants.map((variant) =>
      typeof variant === 'string' ? variant : { ...variant, bit_rate: variant.bitrate, bitrate: undefined },
    )
    expect(readMedium({ type: 'video', variants: ofV2.toReversed() })).toEqual(attachment)
  })

  it('takes the file of an animation, which has no rate, before its still', () => {
    expect(
      readMedium({
        type: 'animated_gif',
        media_url_https: 'https://pbs.twimg.com/tweet_video_thumb/a.jpg',
        video_info: {
          variants: [{ bitrate: 0, content_type: 'video/mp4', url: 'https://video.twimg.com/g.mp4' }],
        },
      }),
    ).toEqual({ type: 'video/mp4', state: 'remote', url: 'https://video.twimg.com/g.mp4' })
  })

  it.each([
    ['https://pbs.twimg.com/media/a.jpg', 'image/jpeg'],
    ['https://pbs.twimg.com/media/a.png:large', 'image/png'],
    ['https://pbs.twimg.com/media/a.webp?name=orig', 'image/webp'],
    ['https://pbs.twimg.com/media/a', 'photo'],
  ])('types %s as %s', (url, type) => {
    expect(readMedium({ type: 'photo', url })).toEqual({ type, state: 'remote', url })
  })

  it('says why there is no address', () => {
    expect(readMedium({ type: 'photo', url: 'javascript:alert(1)' })).toEqual({
      type: 'photo',
      state: 'unavailable',
      reason: 'the payload gives no address',
    })
    expect(readMedium('a photo', { mediaKey: '3_1' })).toEqual({
      type: 'media',
      state: 'unavailable',
      reason: 'the payload describes it in an unknown shape',
      details: { mediaKey: '3_1' },
    })
  })
})
