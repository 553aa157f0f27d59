import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { projectRoot } from '../../lib/bundle-function.ts'
import { describeThorough } from '../support/thorough.ts'
import { breakSource, type Replacement } from './broken-build.ts'
import { brokenBuilds } from './builds.ts'

/** TypeScript's codes for names that nothing bears: a build that dies of one tells nothing of the tests. */
const unresolvedCodes = new Set([2304, 2305, 2307, 2503, 2552, 18004])

describeThorough('a broken build', () => {
  const unresolvedNames = nameChecker()

  it('is found out where it names what is not there', () => {
    const replaced = { find: 'respond(503,', replace: 'nobody(503,' }
    expect(unresolvedNames({ file: 'functions/ingest/receive-webhook.ts', ...replaced })).toEqual([
      "Cannot find name 'nobody'.",
    ])
  })

  it.each(Object.entries(brokenBuilds))('%s names only what there is', (_, build) => {
    expect(unresolvedNames(build)).toEqual([])
  })
})

/** One program for all builds: reading the types of the libraries takes seconds. */
function nameChecker() {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(projectRoot, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    projectRoot,
  )
  const files = new Set(Object.values(brokenBuilds).map(({ file }) => join(projectRoot, file)))
  const broken = new Map<string, string>()
  let version = 0
  const service = ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getScriptFileNames: () => [...files],
    getScriptVersion: (file) => (files.has(file) ? `${version}` : '0'),
    getScriptSnapshot(file) {
      const text = broken.get(file) ?? ts.sys.readFile(file)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCompilationSettings: () => options,
    getCurrentDirectory: () => projectRoot,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  })
  return ({ file, ...change }: Replacement): string[] => {
    const path = join(projectRoot, file)
    broken.set(path, breakSource({ file, ...change }, readFileSync(path, 'utf8')))
    version++
    try {
      return [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)]
        .filter(({ code }) => unresolvedCodes.has(code) || code < 2000)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
    } finally {
      broken.delete(path)
      version++
    }
  }
}
