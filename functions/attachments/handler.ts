import { handle, type LambdaEvent } from 'hono/aws-lambda'
import { attachmentsEnvironment } from '../../schemas/environment.ts'
import { readEnvironment } from '../aws/configuration.ts'
import { lambdaHandler } from '../aws/lambda-handler.ts'
import { s3Downloads } from '../aws/s3-downloads.ts'
import { adapterSettings } from '../aws/secrets.ts'
import { telemetry } from '../aws/telemetry.ts'
import { linkKeys } from '../core/attachment-link.ts'
import { shieldKeys } from '../core/came-through-shield.ts'
import { attachmentsApp } from './app.ts'

const environment = readEnvironment(attachmentsEnvironment)
const now = () => new Date()

const app = attachmentsApp({
  keys: adapterSettings(linkKeys, {}, environment.LINKS_SECRET_ID, { telemetry, now }),
  shield:
    environment.SHIELD_SECRET_ID === ''
      ? undefined
      : adapterSettings(shieldKeys, {}, environment.SHIELD_SECRET_ID, { telemetry, now }),
  downloads: s3Downloads(environment.BUCKET),
  telemetry,
  now,
})

const respond = handle(app)
export const handler = lambdaHandler((event: LambdaEvent) => respond(event))
