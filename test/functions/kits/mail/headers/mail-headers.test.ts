import { describe, expect, it } from 'vitest'
import { MailHeaders } from '../../../../../functions/kits/mail/headers/mail-headers.ts'

const header = (name: string, value: string) => ({ name, value })

describe('the headers of a mail', () => {
  it('are found in any case, the first of a name', () => {
    const headers = new MailHeaders([header('SUBJECT', ' eins '), header('Subject', 'zwei')])
    expect(headers.get('subject')).toBe('eins')
    expect(headers.all('Subject')).toEqual(['eins', 'zwei'])
  })

  it('tell an empty header, which is none, from one that is not there', () => {
    const headers = new MailHeaders([header('Return-Path', ' '), header('Return-Path', '<a@b.test>')])
    expect(headers.get('Return-Path')).toBeUndefined()
    expect(headers.has('Return-Path')).toBe(false)
    expect(headers.all('Return-Path')).toEqual(['', '<a@b.test>'])
    expect(headers.all('Sender')).toEqual([])
  })

  it('are read as what they are', () => {
    const headers = new MailHeaders([
      header('Subject', '=?utf-8?q?St=C3=B6rung?='),
      header('From', '=?utf-8?q?Anne_Gr=C3=BCn?= <Anne@Kunde.test>'),
      header('References', '<a@b.test> <c@d.test>'),
      header('Content-Type', 'Text/HTML; charset="utf-8"'),
      header('Date', 'Mon, 5 Oct 2026 09:12:33 +0200'),
    ])
    expect(headers.text('Subject')).toBe('Störung')
    expect(headers.addresses('From')).toEqual([{ name: 'Anne Grün', email: 'anne@kunde.test' }])
    expect(headers.emails('From')).toEqual(['anne@kunde.test'])
    expect(headers.ids('References')).toEqual(['<a@b.test>', '<c@d.test>'])
    expect(headers.parameters('Content-Type').value).toBe('text/html')
    expect(headers.parameters('Content-Type').parameters.get('charset')).toBe('utf-8')
    expect(headers.sentAt()).toBe('2026-10-05T07:12:33.000Z')
  })

  it('are decoded once, however often and in whatever case somebody asks', () => {
    const headers = new MailHeaders([
      header('To', 'a@b.test, c@d.test'),
      header('References', '<a@b.test>'),
      header('Content-Type', 'text/plain; charset=utf-8'),
    ])
    expect(headers.addresses('TO')).toBe(headers.addresses('to'))
    expect(headers.ids('References')).toBe(headers.ids('references'))
    expect(headers.parameters('Content-Type')).toBe(headers.parameters('content-type'))
  })

  it('are not looked through again for each question', () => {
    let looks = 0
    const list = Array.from({ length: 1000 }, (_, index) => ({
      get name() {
        looks++
        return `X-${index}`
      },
      value: 'x',
    }))
    const headers = new MailHeaders(list)
    for (const { name } of list) headers.get(name)
    expect(looks).toBeLessThanOrEqual(3000)
  })

  it('take from others only the names that they lack, and these as often as they come', () => {
    const headers = new MailHeaders([header('To', 'a@b.test')])
    const others = [header('TO', 'eve@b.test'), header('Received', 'x'), header('received', 'y')]
    expect(headers.completedBy(others).list).toEqual([
      header('To', 'a@b.test'),
      header('Received', 'x'),
      header('received', 'y'),
    ])
    expect(headers.list).toHaveLength(1)
  })
})
