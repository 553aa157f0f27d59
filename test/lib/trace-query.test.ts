import { expect, it } from 'vitest'
import { traceQuery, traceQueryName } from '../../schemas/trace-query.ts'
import { resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

it('the query of a contact’s way is saved over the logs of every stage, as `trace` asks it', () => {
  const template = templateOf(twoOfEach)
  const [query, ...others] = resourcesOf(template, 'AWS::Logs::QueryDefinition').values()
  expect(others).toEqual([])
  expect(query?.Properties).toMatchObject({ Name: traceQueryName('acme'), QueryString: traceQuery })
  const logs = resourcesOf(template, 'AWS::Logs::LogGroup')
  const asked = (query!.Properties['LogGroupNames'] as { Ref: string }[]).map(({ Ref }) => logs.get(Ref))
  expect(asked.map((log) => log?.Properties['LogGroupName']).sort()).toEqual(
    ['deliver-acd', 'deliver-crm', 'ingest-facebook', 'ingest-twitter', 'route'].map(
      (name) => `/acme/${name}`,
    ),
  )
})
