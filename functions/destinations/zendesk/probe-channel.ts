import type { ProbeFinding } from '../../contracts/destination.ts'
import { type ProbeStep, unwell } from './probe-step.ts'

/** Pushes nothing, by which Zendesk says whether it knows the integration’s account. */
export async function probeChannel({ zendesk, settings }: ProbeStep): Promise<ProbeFinding[]> {
  const { status } = await zendesk({
    method: 'POST',
    path: '/api/v2/any_channel/push',
    json: { instance_push_id: settings.instancePushId, external_resources: [] },
    expected: [400, 403, 404, 422],
  })
  const answered = `(answered ${status})`
  if (status === 403)
    return [
      unwell(
        'rights',
        `the API user may not push ${answered}: make it an administrator, with the scope write`,
      ),
    ]
  if (status >= 400)
    return [
      unwell(
        'answer',
        `it does not know the integration ${answered}: install it, add an account to it, and set that account’s instancePushId`,
      ),
    ]
  return [{ about: 'rights', well: true, sentence: 'it takes what is pushed' }]
}
