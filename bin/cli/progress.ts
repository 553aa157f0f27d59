/** How far a command is, on one line that is gone when it has ended. */
export interface Progress {
  tell(text: string): void
  /** Takes the line away until the next look, so that something else can be written. */
  clear(): void
  /** Takes the line away; nothing is told any more. */
  end(): void
}

/** A terminal, or what stands for one. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
}

/** What is over by then needs no line. */
const patienceMs = 800
const everyMs = 200
const clear = '\r\u001b[2K'

/** Tells on a terminal alone, and what takes longer than a moment: scripts and logs see none of it. */
export function openProgress(stream: ProgressStream = process.stderr): Progress {
  if (!stream.isTTY) return { tell() {}, clear() {}, end() {} }
  const began = Date.now()
  let text = ''
  let isShown = false
  const timer = setInterval(() => {
    const ms = Date.now() - began
    if (text === '' || ms < patienceMs) return
    isShown = true
    const line = `${text} (${Math.floor(ms / 1000)} s)`
    stream.write(`${clear}${line.slice(0, Math.max(1, (stream.columns || 80) - 1))}`)
  }, everyMs)
  timer.unref()
  const takeAway = () => {
    if (isShown) stream.write(clear)
    isShown = false
  }
  return {
    tell(given) {
      text = given
    },
    clear: takeAway,
    end() {
      clearInterval(timer)
      takeAway()
    },
  }
}
