import type { ApiRequest } from './json-api.ts'

/** A field of a form, or a file in it, which has a name: without one servers take it for a field. */
export type FormPart = readonly [
  name: string,
  value:
    | string
    | number
    | boolean
    | { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
]

/**
 * A form with files as the `body` of an `ApiRequest`: `multipart/form-data` (RFC 7578), its parts in this order. Names may
 * come again, as `attachments[]` does in many APIs.
 */
export async function multipart(parts: readonly FormPart[]): Promise<NonNullable<ApiRequest['body']>> {
  const form = new FormData()
  for (const [name, value] of parts) {
    if (typeof value !== 'object') form.append(name, String(value))
    else form.append(name, new Blob([Buffer.from(value.bytes)], { type: value.type }), value.name)
  }
  const encoded = new Response(form)
  return {
    type: encoded.headers.get('content-type') ?? 'multipart/form-data',
    content: new Uint8Array(await encoded.arrayBuffer()),
  }
}
