import type { LinkKeys } from '../core/attachment-link.ts'
import type { ShieldKeys } from '../core/came-through-shield.ts'
import type { Clock, Telemetry } from '../core/ports.ts'

export interface AttachmentsPorts {
  readonly keys: () => Promise<LinkKeys>
  /** The keys of what stands before the API, where something does. */
  readonly shield?: (() => Promise<ShieldKeys>) | undefined
  readonly downloads: Downloads
  readonly telemetry: Telemetry
  readonly now: Clock
}

export interface Downloads {
  /**
   * An address of the object store that serves one object, with these headers, for a minute; `undefined` where there is
   * none of that key.
   */
  addressOf(
    key: string,
    headers: { readonly type: string; readonly disposition: string },
  ): Promise<string | undefined>
}
