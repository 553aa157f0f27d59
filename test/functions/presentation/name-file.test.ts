import { describe, expect, it } from 'vitest'
import { nameFile } from '../../../functions/presentation/name-file.ts'

describe('nameFile', () => {
  const named = (name: string | undefined, type = 'image/png') =>
    nameFile({ type, state: 'stored', ...(name !== undefined && { name }) }, 2, 'de')

  it('keeps the name that a file has', () => {
    expect(named('../../etc/foto.jpg')).toBe('foto.jpg')
  })

  it('makes one up where there is none', () => {
    expect(named('..')).toBe('Bild-2.png')
    expect(named(undefined, 'application/pdf')).toBe('Datei-2.pdf')
    expect(named(undefined, 'message/rfc822')).toBe('weitergeleitete-E-Mail-2.eml')
    expect(named(undefined, 'application/x-thing')).toBe('Datei-2.bin')
  })
})
