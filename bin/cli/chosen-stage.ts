const contextOptions: ReadonlySet<string> = new Set(['-c', '--context'])
const contextOption = /^(?:--context=|-c=?)/

/** The stage among the words for `cdk`, as it takes context: `-c stage=prod`, `--context=stage=prod`. */
export function chosenStage(words: readonly string[]): string | undefined {
  const pairs = words.map((word, at) =>
    contextOptions.has(words[at - 1] ?? '')
      ? word
      : contextOption.test(word)
        ? word.replace(contextOption, '')
        : '',
  )
  return pairs.find((pair) => pair.startsWith('stage='))?.slice('stage='.length)
}
