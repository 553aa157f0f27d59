import { describe, expect, it } from 'vitest'
import { fileType, readMediaType } from '../../../functions/text/media-type.ts'

describe('a media type', () => {
  it.each([
    ['image/png', 'image/png'],
    [' Image/PNG ; name=x', 'image/png'],
    ['application/vnd.openxmlformats-officedocument.presentationml.presentation', undefined],
    ['application/x-a!#$&^_.+-1', undefined],
  ])('is read from %j', (given, type) => {
    expect(readMediaType(given)).toBe(type ?? given)
  })

  it.each([
    '',
    'image',
    'image/',
    '/png',
    'image/png/x',
    'image/png,text/html',
    'image/png\r\nset-cookie: a=b',
    '-image/png',
    'image/.png',
    'bild/größe',
    `${'a'.repeat(61)}/b`,
    `a/${'b'.repeat(101)}`,
  ])('is not %j', (given) => {
    expect(readMediaType(given)).toBeUndefined()
  })
})

describe('the type of a file among others', () => {
  it.each([
    ['text/plain; charset=utf-8', 'text/plain'],
    ['message/rfc822', 'application/octet-stream'],
    ['Multipart/Mixed; boundary=x', 'application/octet-stream'],
    ['sticker', 'application/octet-stream'],
  ])('of %s is %s', (given, type) => {
    expect(fileType(given)).toBe(type)
  })
})
