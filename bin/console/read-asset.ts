import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Context, Next } from 'hono'
import { styleSheets } from './views/document.ts'

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

const own = [...styleSheets, 'console.js', 'live.js', 'morph.js', 'icon.svg']
/** Files by name. */
const assets = new Map([
  ...own.map((name) => [name, fileURLToPath(new URL(`./assets/${name}`, import.meta.url))] as const),
  ['idiomorph.js', fileURLToPath(import.meta.resolve('idiomorph'))],
])

/** Answers with a file that the pages need, and with no other. */
export async function readAsset(context: Context, next: Next): Promise<Response> {
  const name = context.req.param('asset') ?? ''
  const type = types[name.split('.').at(-1) ?? '']
  const file = assets.get(name)
  if (file === undefined || type === undefined) {
    await next()
    return context.res
  }
  return context.body(await readFile(file), 200, { 'content-type': type, 'cache-control': 'no-cache' })
}
