/** A CloudEvent 1.0; `ContactCloudEvent` is one. */
export interface CloudEvent {
  readonly specversion: '1.0'
  readonly type: string
  readonly source: string
  readonly id: string
  readonly time: string
  readonly datacontenttype: 'application/json'
  readonly data: unknown
}

export interface EncodedEvent {
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}

/** The CloudEvents 1.0 HTTP binding of an event: the whole of it in the body, or its attributes as `ce-*` headers. */
export function encodeEvent(event: CloudEvent, mode: 'structured' | 'binary'): EncodedEvent {
  if (mode === 'structured')
    return { headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' }, body: toJson(event) }
  const { data, datacontenttype, ...attributes } = event
  const headers = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, encodeHeader(value)])
  return { headers: { 'content-type': datacontenttype, ...Object.fromEntries(headers) }, body: toJson(data) }
}

function toJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}

/** Everything outside U+0021 to U+007E, quotation mark and percent sign (HTTP binding 1.0, 3.1.3.2). */
const toEncode = /[^\x21\x23\x24\x26-\x7e]/gu

/** A CloudEvents attribute as a header value. */
export function encodeHeader(value: string): string {
  return value.toWellFormed().replace(toEncode, encodeURIComponent)
}
