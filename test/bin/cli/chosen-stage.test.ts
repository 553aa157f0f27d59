import { expect, it } from 'vitest'
import { chosenStage } from '../../../bin/cli/chosen-stage.ts'

it.each([
  ['deploy -c stage=prod', 'prod'],
  ['deploy --context stage=prod --profile x', 'prod'],
  ['deploy -c other=1 --context=stage=prod', 'prod'],
  ['deploy -cstage=prod', 'prod'],
  ['deploy stage=prod', undefined],
  ['deploy -c', undefined],
  ['deploy', undefined],
])('reads the stage as the CDK would: %s', (words, stage) => {
  expect(chosenStage(words.split(' '))).toBe(stage)
})
