import {
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAwsAccess } from '../../../bin/local/aws-environment.ts'
import { type SecretStore, startSecretStore } from '../../../bin/local/secret-store.ts'

let store: SecretStore
let client: SecretsManagerClient
beforeAll(async () => {
  store = await startSecretStore({ 'netzdialog/platform/facebook': { appSecrets: ['local'] } })
  client = new SecretsManagerClient({ ...readAwsAccess({}), endpoint: store.url, maxAttempts: 1 })
})
afterAll(() => store.stop())

describe('the secret store', () => {
  it('answers the real client', async () => {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: 'netzdialog/platform/facebook' }))
    expect(answer).toMatchObject({
      Name: 'netzdialog/platform/facebook',
      SecretString: '{"appSecrets":["local"]}',
    })
  })

  it.each(['netzdialog/platform/none', 'constructor'])('does not know %s', async (SecretId) => {
    await expect(client.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  it('refuses what it does not stand in for', async () => {
    await expect(client.send(new ListSecretsCommand())).rejects.toMatchObject({
      name: 'UnknownOperationException',
    })
  })

  it('refuses a request that is not JSON', async () => {
    const response = await fetch(store.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' },
      body: 'nonsense',
    })
    expect(response.status).toBe(400)
  })
})
