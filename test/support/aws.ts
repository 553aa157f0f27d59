import { awsEnvironment, readAwsAccess } from '../../bin/local/aws-environment.ts'
import { startEmulators } from '../../bin/local/emulators.ts'
import { createResources } from '../../bin/local/resources.ts'
import { startSecretStore } from '../../bin/local/secret-store.ts'

/**
 * Emulated AWS for tests of functions/aws, whose clients read their endpoints from the environment when they are
 * imported: call it first, then import them.
 *
 * @param secrets may be changed while the store runs
 */
export async function startAws(secrets: Record<string, Record<string, unknown> | null> = {}) {
  const [emulators, secretStore] = await Promise.all([startEmulators({}), startSecretStore(secrets)])
  const aws = readAwsAccess({})
  Object.assign(process.env, awsEnvironment(aws, { ...emulators.endpoints, secrets: secretStore.url }), {
    AWS_MAX_ATTEMPTS: '1',
  })
  const resources = await createResources({
    endpoints: emulators.endpoints,
    aws,
    name: 'test',
    destinations: ['crm'],
  })
  return {
    ...resources,
    aws,
    endpoints: emulators.endpoints,
    stopSecretStore: () => secretStore.stop(),
    async stop() {
      await Promise.all([emulators.stop(), secretStore.stop().catch(() => {})])
    },
  }
}
