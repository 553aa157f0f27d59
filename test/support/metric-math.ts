/** A value by the time of its period; a missing one is not there. */
export type Series = ReadonlyMap<number, number>

type Value = number | undefined

/**
 * Evaluates what an alarm's expressions use of CloudWatch's metric math, of which there is no emulator. It takes the worse
 * reading where the documentation leaves one: nothing comes of a metric without any value, `FILL` and the functions of
 * dates included; arithmetic with a missing value is missing; `SUM` of several passes over what is missing.
 *
 * @param times of the periods, in milliseconds
 */
export function evaluate(
  expression: string,
  series: Readonly<Record<string, Series>>,
  times: readonly number[],
): Map<number, number> {
  const tokens = expression.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?|>=|<=|==|[-+*/<>(),[\]]/g) ?? []
  const found = new Map<number, number>()
  for (const time of times) {
    const value = new Reading(tokens, series, time).whole()
    if (value !== undefined) found.set(time, value)
  }
  return found
}

const operators: Readonly<Record<string, (one: number, other: number) => number>> = {
  OR: (one, other) => Number(one !== 0 || other !== 0),
  AND: (one, other) => Number(one !== 0 && other !== 0),
  '>=': (one, other) => Number(one >= other),
  '<=': (one, other) => Number(one <= other),
  '==': (one, other) => Number(one === other),
  '<': (one, other) => Number(one < other),
  '>': (one, other) => Number(one > other),
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => one / other,
}
const levels = [['OR'], ['AND'], ['>=', '<=', '==', '<', '>'], ['+', '-'], ['*', '/']]

class Reading {
  readonly #tokens: readonly string[]
  readonly #series: Readonly<Record<string, Series>>
  readonly #time: number
  #at = 0

  constructor(tokens: readonly string[], series: Readonly<Record<string, Series>>, time: number) {
    this.#tokens = tokens
    this.#series = series
    this.#time = time
  }

  whole(): Value {
    const value = this.#level(0)
    if (this.#at < this.#tokens.length) throw new Error(`what is ${this.#tokens[this.#at]}?`)
    return value
  }

  #level(level: number): Value {
    const here = levels[level]
    if (!here) return this.#single()
    let value = this.#level(level + 1)
    for (let token = this.#tokens[this.#at]; token !== undefined && here.includes(token); ) {
      this.#at += 1
      const other = this.#level(level + 1)
      value = value === undefined || other === undefined ? undefined : operators[token]?.(value, other)
      token = this.#tokens[this.#at]
    }
    return value
  }

  #single(): Value {
    const token = this.#tokens[this.#at++] ?? ''
    if (token === '(') {
      const value = this.#level(0)
      this.#expect(')')
      return value
    }
    if (/^\d/.test(token)) return Number(token)
    if (this.#tokens[this.#at] === '(') return this.#call(token)
    return this.#of(token).get(this.#time)
  }

  #call(name: string): Value {
    this.#expect('(')
    if (name === 'SUM') {
      this.#expect('[')
      const values = this.#list()
      this.#expect(']')
      this.#expect(')')
      const there = values.filter((each) => each !== undefined)
      return there.length === 0 ? undefined : there.reduce((sum, each) => sum + each, 0)
    }
    // Of a series as a whole.
    const argument = this.#tokens[this.#at] ?? ''
    const [first, second, third] = this.#list()
    this.#expect(')')
    const date = new Date(this.#time)
    switch (name) {
      case 'IF':
        return first === undefined ? undefined : first === 0 ? third : second
      case 'FILL':
        return this.#of(argument).size === 0 ? undefined : (first ?? second)
      case 'DAY':
        return first === undefined ? undefined : date.getUTCDay() || 7
      case 'HOUR':
        return first === undefined ? undefined : date.getUTCHours()
      case 'MINUTE':
        return first === undefined ? undefined : date.getUTCMinutes()
      default:
        throw new Error(`what is ${name}()?`)
    }
  }

  #list(): Value[] {
    const values = [this.#level(0)]
    while (this.#tokens[this.#at] === ',') {
      this.#at += 1
      values.push(this.#level(0))
    }
    return values
  }

  #of(name: string): Series {
    const found = this.#series[name]
    if (!found) throw new Error(`there is no metric ${name}`)
    return found
  }

  #expect(token: string): void {
    if (this.#tokens[this.#at++] !== token) throw new Error(`a ${token} is missing`)
  }
}
