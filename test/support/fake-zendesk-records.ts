/** What an account keeps. */

export interface FakeComment {
  readonly id: number
  readonly author_id: number
  body: string
  html_body: string
  readonly public: boolean
  attachments: { id: number; file_name: string; content_url: string; size: number }[]
}

export interface FakeTicket {
  readonly id: number
  readonly external_id: string | null
  subject: string
  status: string
  readonly requester_id: number
  readonly tags: readonly string[]
  readonly comments: FakeComment[]
  readonly followUpOf?: number
}

export interface FakeUser {
  readonly id: number
  readonly name: string
  readonly email: string | null
  readonly external_id: string | null
  role: 'end-user' | 'agent' | 'admin'
}

export function showUser(user: FakeUser | undefined) {
  const { email, ...rest } = user ?? { email: null }
  return { ...rest, ...(email !== null && { email }) }
}

/** As agents see it: its first comment is its description. */
export function showTicket({ id, external_id, subject, status, requester_id, tags, comments }: FakeTicket) {
  return { id, external_id, subject, description: comments[0]?.body, status, requester_id, tags }
}
