import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openProgress } from '../../../bin/cli/progress.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function stream(isTTY: boolean, columns = 80) {
  const written: string[] = []
  return { isTTY, columns, written, write: (text: string) => written.push(text) }
}

describe('progress', () => {
  it('is told on a line of its own, which is gone at the end', () => {
    const terminal = stream(true)
    const progress = openProgress(terminal)
    progress.tell('found 3')
    vi.advanceTimersByTime(2000)
    expect(terminal.written.at(-1)).toBe('\r\u001b[2Kfound 3 (2 s)')
    progress.end()
    expect(terminal.written.at(-1)).toBe('\r\u001b[2K')
    vi.advanceTimersByTime(2000)
    expect(terminal.written.at(-1)).toBe('\r\u001b[2K')
  })

  it('is not told of what is over in a moment', () => {
    const terminal = stream(true)
    const progress = openProgress(terminal)
    progress.tell('found 3')
    vi.advanceTimersByTime(700)
    progress.end()
    expect(terminal.written).toEqual([])
  })

  it('makes way for what is written meanwhile, and comes back', () => {
    const terminal = stream(true)
    const progress = openProgress(terminal)
    progress.tell('found 3')
    vi.advanceTimersByTime(1000)
    progress.clear()
    expect(terminal.written.at(-1)).toBe('\r\u001b[2K')
    vi.advanceTimersByTime(200)
    expect(terminal.written.at(-1)).toBe('\r\u001b[2Kfound 3 (1 s)')
  })

  it('is not told to a file or a pipe', () => {
    const file = stream(false)
    const progress = openProgress(file)
    progress.tell('found 3')
    vi.advanceTimersByTime(60_000)
    progress.end()
    expect(file.written).toEqual([])
  })

  it('stays on one line of a narrow terminal', () => {
    const terminal = stream(true, 10)
    openProgress(terminal).tell('found three thousand')
    vi.advanceTimersByTime(1000)
    expect(terminal.written.at(-1)).toBe('\r\u001b[2Kfound thr')
  })
})
