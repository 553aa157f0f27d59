import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** A vitest reporter that says at the end what skipped tests need: otherwise nobody sees their names. */
export const reportNeeds: Reporter = {
  onTestRunEnd(modules) {
    const skipped = new Map<string, number>()
    for (const module of modules)
      for (const test of module.children.allTests('skipped')) {
        const need = needOf(test)
        if (need !== undefined) skipped.set(need, (skipped.get(need) ?? 0) + 1)
      }
    if (skipped.size === 0) return
    const lines = [...skipped].map(([need, count]) => `  ${need}: ${count} skipped`)
    process.stdout.write(`\n Not tested here:\n${lines.join('\n')}\n`)
  },
}

/** The name of the test, or of what it stands in, that says so. */
function needOf(test: TestCase): string | undefined {
  const says = (name: string) => /\(needs |NETZDIALOG_/.test(name)
  if (says(test.name)) return test.name
  let within: TestCase['parent'] | TestModule = test.parent
  while (within.type === 'suite') {
    if (says(within.name)) return within.name
    within = within.parent
  }
  return undefined
}
