/**
 * What an adapter may use, wherever it lives: the two contracts, how failures are told, the kits of its family, and
 * what people are shown. A module exports its adapter as `platform` (with its `sender`, for the local run) or as
 * `destination`.
 */

export { DeliveryEnded, notYet, rejection, unreadable } from '../../functions/contracts/delivery-ended.ts'
export type {
  AttachmentAccess,
  DeliveryContext,
  DeliveryOutcome,
  DestinationAdapter,
  DestinationLimits,
  DestinationOperator,
  Fetch,
  OpenDestination,
  Permission,
  ProbeContext,
  ProbeFinding,
  RemoteIds,
} from '../../functions/contracts/destination.ts'
export type {
  Announced,
  AttachmentContext,
  AttachmentRequest,
  NormalizeContext,
  NormalizeResult,
  PlatformAdapter,
  PlatformWorld,
  StoredBodies,
  StoredContext,
  WebhookRequest,
} from '../../functions/contracts/platform.ts'
export type {
  ConnectionCheck,
  ConnectionContext,
  Mend,
  PlatformOperator,
} from '../../functions/contracts/platform-operator.ts'
export type { Proven, Readable } from '../../functions/contracts/proven.ts'
export { compact } from '../../functions/core/compact.ts'
export {
  errorCode,
  MalformedPayload,
  Misconfigured,
  NotProven,
  RequestFailed,
  UnsupportedMediaType,
} from '../../functions/core/errors.ts'
export { eventId, sha256 } from '../../functions/core/ids.ts'
export { parseJson } from '../../functions/core/json.ts'
export { toSafeHtml } from '../../functions/html/safe-html.ts'
export type {
  Chat,
  ChatMessage,
  MessageLimits,
  Pending,
  Taken,
} from '../../functions/kits/chat/chat.ts'
export { chatDestination } from '../../functions/kits/chat/chat-destination.ts'
export { chatSettings } from '../../functions/kits/chat/chat-settings.ts'
export type { ChatSystem, Conversation } from '../../functions/kits/chat/chat-system.ts'
export type { Speaker } from '../../functions/kits/chat/speaker.ts'
export type { Escalated, Topic, TopicMessage } from '../../functions/kits/chat/topic.ts'
export { asksForWork } from '../../functions/kits/delivery/asks-for-work.ts'
export { customerAddresses } from '../../functions/kits/delivery/customer-addresses.ts'
export { failureFinding } from '../../functions/kits/delivery/failure-finding.ts'
export { fine, wrong } from '../../functions/kits/delivery/finding.ts'
export {
  type Gathered,
  type GatheredFile,
  gatherAttachments,
} from '../../functions/kits/delivery/gather-attachments.ts'
export { isCustomersOwn } from '../../functions/kits/delivery/is-customers-own.ts'
export { presentationSettings } from '../../functions/kits/delivery/language-settings.ts'
export { mailbox } from '../../functions/kits/delivery/mailbox.ts'
export {
  addressTemplate,
  personAddress,
  personToAnswer,
} from '../../functions/kits/delivery/person-address.ts'
export { personId } from '../../functions/kits/delivery/person-id.ts'
export { unlessEnded } from '../../functions/kits/delivery/unless-ended.ts'
export { withCustomer } from '../../functions/kits/delivery/with-customer.ts'
export { clientCredentials } from '../../functions/kits/http/client-credentials.ts'
export {
  basicAuthorization,
  credentials,
  headerToken,
  signInWith,
} from '../../functions/kits/http/credentials.ts'
export { failureOutcome, httpOutcome } from '../../functions/kits/http/http-outcome.ts'
export {
  type ApiRequest,
  type ApiResponse,
  type JsonApi,
  jsonApi,
  readResponse,
} from '../../functions/kits/http/json-api.ts'
export { type FormPart, multipart } from '../../functions/kits/http/multipart.ts'
export { retryAfter } from '../../functions/kits/http/retry-after.ts'
export { equalsSecret, matchesHmac } from '../../functions/kits/http/signature.ts'
export { baseAddress, originAddress, webAddress } from '../../functions/kits/http/web-address.ts'
export { withToken } from '../../functions/kits/http/with-token.ts'
export { MailHeaders } from '../../functions/kits/mail/headers/mail-headers.ts'
export { mailLimits } from '../../functions/kits/mail/limits.ts'
export type { Mail, MailAttachment } from '../../functions/kits/mail/mail.ts'
export { mailSettings } from '../../functions/kits/mail/mail-settings.ts'
export { mailToContact } from '../../functions/kits/mail/mail-to-contact.ts'
export { readMime } from '../../functions/kits/mail/mime/read-mime.ts'
export { readParsed } from '../../functions/kits/mail/read-parsed.ts'
export type { Note, NoteLimits } from '../../functions/kits/ticketing/compose-note.ts'
export { findInTickets } from '../../functions/kits/ticketing/find-in-tickets.ts'
export { findTicket } from '../../functions/kits/ticketing/find-ticket.ts'
export { findMarked, noteMarks, redactMarked } from '../../functions/kits/ticketing/note-marks.ts'
export { lookUpFinding, nobodysKey, probeTickets } from '../../functions/kits/ticketing/probe-tickets.ts'
export { searchableId } from '../../functions/kits/ticketing/searchable-id.ts'
export { ticketDestination } from '../../functions/kits/ticketing/ticket-destination.ts'
export type {
  Ticket,
  TicketAttempt,
  TicketChange,
  TicketSystem,
  Written,
} from '../../functions/kits/ticketing/ticket-system.ts'
export { type Uploads, uploadNote } from '../../functions/kits/ticketing/upload-note.ts'
export { type Presentation, presentEvent } from '../../functions/presentation/present-event.ts'
export { presentationHtml } from '../../functions/presentation/presentation-html.ts'
export {
  outsideText,
  presentationText,
  type ShownFile,
} from '../../functions/presentation/presentation-text.ts'
export { oneLine } from '../../functions/text/clean.ts'
export { asciiFileName } from '../../functions/text/file-name.ts'
export { shorten, splitText } from '../../functions/text/fit.ts'
export { fileType } from '../../functions/text/media-type.ts'
export { storableText } from '../../functions/text/storable-text.ts'
export type { HeldByPlatform, PlatformSender, Renewal, SignedRequest } from '../local/senders/contract.ts'
export type * from './index.ts'
