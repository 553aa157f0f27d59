import { type Deployment, deployment } from '../../schemas/deployment.ts'
import { findAdapterMistakes, type Registries, registries } from './adapter-mistakes.ts'
import { findMistakes, type Mistake, toField } from './deployment-mistakes.ts'
import { findNetworkMistakes } from './network-mistakes.ts'
import { isPrivateHost, settingHosts } from './setting-hosts.ts'
import { findStackMistakes } from './stack-mistakes.ts'

/** What the operator wrote cannot be deployed; `message` is for them. */
export class InvalidDeployment extends Error {}

/**
 * Checks what an operator wrote: its fields, its adapters, and their settings.
 *
 * @param file where it was written, for what there is to say of it
 * @returns the deployment with its defaults filled in; settings stay as they were written
 * @throws InvalidDeployment whose message has one line a mistake:
 * `bin/deployment.ts: destinations[0].concurrency: must be at most 1000 (received 5000); correct it: …`
 */
export async function checkDeployment(
  input: unknown,
  known: Registries = registries,
  file = 'bin/deployment.ts',
): Promise<Deployment> {
  const own = findMistakes(deployment, input, [])
  const fields = new Set(own.map(({ field }) => field))
  const further = [...(await findAdapterMistakes(input, known)), ...findNetworkMistakes(input)].filter(
    ({ field }) => !fields.has(field),
  )
  const checked = own.length + further.length === 0 ? deployment.parse(input) : undefined
  const mistakes = [...own, ...further, ...(checked ? findFarMistakes(checked) : [])]
  if (checked && mistakes.length === 0) return checked
  const lines = mistakes.map(({ field, sentence }) => `${field === '' ? '' : `${field}: `}${sentence}`)
  throw new InvalidDeployment(lines.map((line) => `${file}: ${line}`).join('\n'))
}

/** What shows only once the deployment runs, or is deployed. */
function findFarMistakes(checked: Deployment): Mistake[] {
  const unreachable = checked.destinations.flatMap(({ allowPrivateAddresses, settings }, index) =>
    allowPrivateAddresses
      ? []
      : settingHosts(settings, ['destinations', index, 'settings'])
          .filter(({ host }) => isPrivateHost(host))
          .map(({ path, host }) => ({
            field: toField(path),
            sentence: `"${host}" lies in a private network, where nothing is sent unless that is meant; correct it, or add to destinations[${index}] network: { vpcId, subnetIds, securityGroupIds }, which leads there, and allowPrivateAddresses: true`,
          })),
  )
  return [...unreachable, ...findStackMistakes(checked)]
}
