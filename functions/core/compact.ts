/** `Fields` whose optional ones may also stand there as undefined. */
export type Absentable<Fields> = {
  [Key in keyof Fields]: undefined extends Fields[Key] ? Fields[Key] | undefined : Fields[Key]
}

/** `Fields` without the keys whose value is undefined. */
export type Compact<Fields> = {
  [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key]
} & {
  [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<Fields[Key], undefined>
}

/** Drops members that are undefined, in the object itself and not below it; order stays, and the object is a new one. */
export function compact<Fields extends object>(fields: Fields): Compact<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Compact<Fields>
}
