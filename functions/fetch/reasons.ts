import { notFetched } from '../core/fetched-attachments.ts'

/** Why a file is not here, as people in the contact centre read it; `presentation/words` has other languages. */
export const reasons = {
  elsewhere: 'its address leads elsewhere than to the platform',
  gone: 'the platform has it no longer',
  refused: 'the platform does not hand it out',
  late: 'the platform did not hand it out in time',
  empty: 'it came empty',
  tooLarge: 'it is larger than files may be here',
  packed: 'it came packed in a way that is not unpacked here',
  otherKind: 'what came is not of the kind that it was said to be',
  malware: 'malware was found in it',
  notScanned: 'it could not be scanned for malware',
  scanLate: 'it was not scanned for malware in time',
  notFetched,
} as const
