/** One of them, where several may be meant. */
export type AnyOf<Value extends string = string> = Value | readonly Value[]

/** Whether a value is what was asked for, or one of several; where nothing was, each is. */
export function isAnyOf<Value extends string>(
  wanted: AnyOf<Value> | undefined,
  value: Value | undefined,
): boolean {
  if (wanted === undefined) return true
  return value !== undefined && listOf(wanted).includes(value)
}

export function listOf<Value extends string>(values: AnyOf<Value>): readonly Value[] {
  return typeof values === 'string' ? [values] : values
}
