import { sha256 } from '../../core/ids.ts'

/** An id in a form by which a system finds it and nothing else: as it is where `plain` takes it, else its hash. */
export function searchableId(id: string, plain: RegExp): string {
  return plain.test(id) ? id : `sha256:${sha256(id)}`
}
