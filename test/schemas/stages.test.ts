import { describe, expect, it } from 'vitest'
import { deployment } from '../../schemas/deployment.ts'
import { applyStage, NoStage, type StagedDeployment, stagesOf } from '../../schemas/stages.ts'

const written: StagedDeployment = {
  name: 'dialog',
  platforms: { facebook: { settings: { pages: ['1'], mode: 'a' } } },
  destinations: [
    { name: 'crm', adapter: 'webhook', settings: { url: 'https://crm.acme.example' }, concurrency: 9 },
    { name: 'acd', adapter: 'webhook' },
  ],
  routing: { rules: [{ when: { platform: ['facebook'] }, to: ['crm'] }, { to: ['acd'] }] },
  stages: {
    test: {
      destinations: { crm: { settings: { url: 'https://test.acme.example' } } },
      platforms: { facebook: { settings: { pages: ['2'] } } },
      routing: { rules: [{ to: ['crm'] }] },
    },
    prod: { name: 'contacts', retention: { parked: 90 } },
  },
}

describe('a stage', () => {
  it('is the deployment with its differences: objects field by field, lists whole, destinations by name', () => {
    const { stages: _, ...base } = written
    expect(applyStage(written, 'test')).toEqual({
      ...base,
      name: 'dialog-test',
      stage: 'test',
      platforms: { facebook: { settings: { pages: ['2'], mode: 'a' } } },
      destinations: [
        { name: 'crm', adapter: 'webhook', settings: { url: 'https://test.acme.example' }, concurrency: 9 },
        { name: 'acd', adapter: 'webhook' },
      ],
      routing: { rules: [{ to: ['crm'] }] },
    })
  })

  it('has a name of its own where it says so, and cannot be deleted by a slip where it is prod', () => {
    expect(deployment.parse(applyStage(written, 'prod'))).toMatchObject({
      name: 'contacts',
      stage: 'prod',
      terminationProtection: true,
      retention: { parked: 90, quarantine: 30 },
    })
    expect(deployment.parse(applyStage(written, 'test')).terminationProtection).toBe(false)
    const open = { ...written, stages: { prod: { terminationProtection: false } } }
    expect(deployment.parse(applyStage(open, 'prod')).terminationProtection).toBe(false)
  })

  it('is not needed: without one the deployment is as it is written, and knows no stages', () => {
    expect(deployment.parse(applyStage(written, undefined)).name).toBe('dialog')
    expect(applyStage({ any: 1 }, undefined)).toEqual({ any: 1 })
    expect(stagesOf(written)).toEqual(['test', 'prod'])
    for (const none of [undefined, null, 'x', [], {}]) expect(stagesOf(none)).toEqual([])
  })

  it.each<[string, unknown, string, string]>([
    ['that there is not', written, 'staging', 'there is no stage "staging": take one of test, prod'],
    ['of a deployment without any', {}, 'prod', 'there is no stage "prod": the deployment has no stages'],
    [
      'called like a property of every object',
      written,
      'constructor',
      'there is no stage "constructor": take one of test, prod',
    ],
    [
      'with a name that is none',
      { stages: { 'The Test': {} } },
      'x',
      'stages.The Test: its name must be 1 to 16 lower-case letters, digits and dashes; rename it',
    ],
    ['that is no object', { stages: { prod: 3 } }, 'prod', 'stages.prod: must be an object of differences'],
    ['in a list', { stages: ['prod'] }, 'prod', 'stages: must be an object of differences by stage'],
    [
      'with a destination that there is not',
      { ...written, stages: { test: { destinations: { cmr: {} } } } },
      'test',
      'stages.test.destinations.cmr: is not in destinations (crm, acd); correct it or add it there',
    ],
    [
      'with a list of destinations',
      { ...written, stages: { test: { destinations: [] } } },
      'test',
      'stages.test.destinations: must be an object of differences by the name of a destination',
    ],
  ])('%s is refused with a sentence', (_what, input, stage, sentence) => {
    expect(() => applyStage(input, stage)).toThrow(new NoStage(sentence))
  })
})
