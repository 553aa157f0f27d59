/** How an adapter is called in the places where its templates name it. */
export interface AdapterNames {
  /** `service-now` */
  readonly name: string
  /** `serviceNow` */
  readonly identifier: string
  /** `Service now` */
  readonly title: string
}

const afterDash = /-(.)/g

/** @param name in kebab case */
export function adapterNames(name: string): AdapterNames {
  const words = name.replaceAll('-', ' ')
  return {
    name,
    identifier: name.replace(afterDash, (_, letter: string) => letter.toUpperCase()),
    title: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
  }
}
