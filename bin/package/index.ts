import type { StagedDeployment } from '../../schemas/stages.ts'

export type {
  Decide,
  Enrich,
  JsonValue,
  KnownMessage,
  KnownOfEvent,
  OwnDecision,
  Proposal,
} from '../../functions/contracts/own-functions.ts'
export type {
  Attachment,
  ContactEvent,
  Conversation,
  Kind,
  Message,
  Person,
  RoutedEvent,
  Surface,
  Work,
} from '../../schemas/contact-event.ts'
export type { DeploymentInput } from '../../schemas/deployment.ts'
export type { StagedDeployment } from '../../schemas/stages.ts'

/**
 * A deployment as `netzdialog.config.ts` exports it: `export default defineDeployment({ … })`. It gives the fields
 * their types; what they say is checked where it is used, with a sentence a mistake.
 */
export function defineDeployment(deployment: StagedDeployment): StagedDeployment {
  return deployment
}
