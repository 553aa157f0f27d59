const control = /[\u007f-\u009f]/g

/** A line on standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Values as JSON, one a line. */
export function printLines(values: readonly unknown[]): void {
  for (const value of values) print(JSON.stringify(value))
}

/** JSON for a person, safe for a terminal: `JSON.stringify` leaves some control characters as they are. */
export function printPretty(value: unknown): void {
  const json = JSON.stringify(value, null, 2)
  print(json.replace(control, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`))
}
