import { describe, expect, it } from 'vitest'
import { judgeFile } from '../../../functions/fetch/judge-file.ts'

const bytes = {
  png: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  jpeg: Buffer.from('ffd8ffe000104a46', 'hex'),
  mp4: Buffer.from('000000206674797069736f6d', 'hex'),
  pdf: Buffer.from('%PDF-1.7\n'),
  zip: Buffer.from('504b0304', 'hex'),
  exe: Buffer.from('4d5a9000', 'hex'),
  html: Buffer.from('\n<!DOCTYPE html><script>alert(1)</script>'),
  svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  xml: Buffer.from('<?xml version="1.0"?><svg/>'),
  mp3: Buffer.from('fffb9064', 'hex'),
  text: Buffer.from('a;b;c\n1;2;3\n'),
}

describe('the type of a file', () => {
  it.each([
    ['png', 'image', 'image/png'],
    ['jpeg', 'image/png', 'image/jpeg'],
    ['png', 'video', 'image/png'],
    ['mp4', 'video', 'video/mp4'],
    ['mp4', 'audio/mp4', 'audio/mp4'],
    ['mp4', 'audio', 'video/mp4'],
    ['pdf', 'file', 'application/pdf'],
    ['pdf', 'text/html', 'application/pdf'],
    ['exe', 'application/pdf', 'application/vnd.microsoft.portable-executable'],
    [
      'zip',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['text', 'text/csv', 'text/csv'],
    ['text', 'file', 'application/octet-stream'],
  ] as const)('is what is in it: %s that is said to be %s is %s', (name, declared, type) => {
    expect(judgeFile(bytes[name], declared)).toBe(type)
  })

  it.each(['mp3', 'text'] as const)(
    'is nothing that is shown, where %s said to be audio tells nothing',
    (name) => {
      expect(judgeFile(bytes[name], 'audio')).toBe('application/octet-stream')
    },
  )

  it.each([
    ['html', 'image'],
    ['html', 'image/png'],
    ['svg', 'image/svg+xml'],
    ['svg', 'sticker'],
    ['xml', 'video/mp4'],
    ['pdf', 'image'],
    ['zip', 'video'],
    ['exe', 'audio'],
    ['mp4', 'image'],
  ] as const)('makes it be refused: %s that is said to be %s', (name, declared) => {
    expect(judgeFile(bytes[name], declared)).toBeUndefined()
  })

  it.each(['file', 'text/html', 'image-of-mine', 'application/xhtml+xml'])(
    'is never one that a browser runs, of a page that is said to be %s',
    (declared) => {
      for (const name of ['html', 'svg', 'xml'] as const)
        expect(judgeFile(bytes[name], declared)).toBe('application/octet-stream')
    },
  )
})
