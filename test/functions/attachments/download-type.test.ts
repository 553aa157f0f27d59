import { describe, expect, it } from 'vitest'
import { downloadType } from '../../../functions/attachments/download-type.ts'

describe('the type of a download', () => {
  it.each([
    ['image/jpeg', 'image/jpeg'],
    [' Image/PNG ; name=x', 'image/png'],
    ['audio/mpeg', 'audio/mpeg'],
    ['video/mp4', 'video/mp4'],
    ['application/pdf', 'application/pdf'],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['text/plain; charset=utf-16', 'text/plain; charset=utf-8'],
    ['text/csv', 'text/csv; charset=utf-8'],
  ])('stays what it is: %s', (type, served) => {
    expect(downloadType(type)).toBe(served)
  })

  it.each([
    'text/html',
    'TEXT/HTML; charset=utf-8',
    'application/xhtml+xml',
    'image/svg+xml',
    'image/svg',
    'image/x-svg+xml',
    'text/xml',
    'application/xml',
    'application/xslt+xml',
    'text/javascript',
    'application/javascript',
    'application/x-shockwave-flash',
    'application/hta',
    'multipart/x-mixed-replace',
    'image',
    'sticker',
    '',
    'image/png\r\nset-cookie: a=b',
    'text/plain,text/html',
    'image/png,text/html',
  ])('is one that nothing runs: %j', (type) => {
    expect(downloadType(type)).toBe('application/octet-stream')
  })
})
