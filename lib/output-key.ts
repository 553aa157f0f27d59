const wordStart = /(?:^|-)([a-z0-9])/g

/** The key of an output of a stack, of its words in kebab case: CloudFormation takes letters and digits only. */
export function outputKey(kebab: string): string {
  return kebab.replace(wordStart, (_match, letter: string) => letter.toUpperCase())
}
