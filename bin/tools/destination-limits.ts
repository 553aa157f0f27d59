import type { Destination } from '../../functions/contracts/destination.ts'

const places = {
  public: 'It has a place for public contacts only.',
  private: 'It has a place for private contacts only.',
  both: 'It takes public and private contacts.',
}

/** What a system can hold, as its adapter declares it, in sentences. */
export function limitsOf({ limits }: Pick<Destination, 'limits'>): string {
  const { text, attachment, requestsPerSecond, holds } = limits
  const most = [
    ...(text === undefined ? [] : [`${count(text)} characters of text`]),
    ...(attachment === undefined ? [] : [`${bytes(attachment)} an attachment`]),
    ...(requestsPerSecond === undefined ? [] : [`${count(requestsPerSecond)} requests a second`]),
  ]
  return [places[holds], ...(most.length === 0 ? [] : [`At most ${most.join(', ')}.`])].join(' ')
}

const count = (value: number) => value.toLocaleString('en')

function bytes(value: number): string {
  const [unit, size] = value % 1024 === 0 ? (['MiB', 1024 ** 2] as const) : (['MB', 1e6] as const)
  return `${(value / size).toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`
}
