/** User metadata of S3 are headers: 2 kB of ASCII. */
const name = 'remark'

/** A remark as an object's metadata. */
export function remarkMetadata(remark: string): Record<string, string> {
  return { [name]: Buffer.from(remark).toString('base64url') }
}

/** The remark of an object; `undefined` where it has none. */
export function readRemark(metadata: Readonly<Record<string, string>> | undefined): string | undefined {
  const encoded = metadata?.[name]
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64url').toString()
}
