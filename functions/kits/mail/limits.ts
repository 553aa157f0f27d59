/** Limits of what one mail may cost; beyond them, it is quarantined whole, unless its field says otherwise. */
export const mailLimits = {
  /** A newsletter has ten, a scanner's nightly report a hundred. More are left out, and the mail is quarantined as well. */
  parts: 1000,
  /** Multiparts in multiparts. */
  depth: 32,
  /** Bytes of all headers of all parts together. */
  headerBytes: 512 * 1024,
  /** Bytes of text and HTML that are read as such; a part with more stays a file as well. */
  textBytes: 4_500_000,
  /** Recipients that one delivery report tells of; each becomes an event. */
  reportRecipients: 1000,
} as const
