import type { DeliveryOutcome } from '../../contracts/destination.ts'

/** What became of a mail on its way. */
export type Sent =
  /** `renamed`: the Message-ID that the server gave it in place of ours. */
  | { readonly sent: true; readonly renamed: string | undefined }
  | { readonly sent: false; readonly tooLarge: boolean; readonly outcome: DeliveryOutcome }
