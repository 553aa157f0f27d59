/** `Fields` whose optional ones may also stand there as undefined. */
export type Absentable<Fields> = {
  [Key in keyof Fields]: undefined extends Fields[Key] ? Fields[Key] | undefined : Fields[Key]
}

/** `Fields` without the keys whose value is undefined. */
export type Present<Fields> = {
  [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key]
} & {
  [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<Fields[Key], undefined>
}

/** Leaves missing fields out, so that an event neither names nor invents them. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<Fields>
}
