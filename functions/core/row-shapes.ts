// biome-ignore-all format: written by `npm run schemas`, a line a field
import type { ObjectShape, Shape } from '../../schemas/shape.ts'

const text: Shape = {"type":"string"}
const flag: Shape = {"type":"boolean"}
const number: Shape = {"type":"number"}
const texts: Shape = {"type":"set","items":{"type":"string"}}
const positive: Shape = {"type":"integer","exclusiveMinimum":0}
const instant: Shape = {"type":"string","pattern":/^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z))$/}

/** What `rowSchemas` say: written by `npm run schemas`. */
export const rowShapes = {
  processed: {"type":"object","properties":{"at":instant,"generation":number,"receivedAt":instant},"required":["at","generation"]},
  conversation: {"type":"object","properties":{"version":positive,"newestAt":instant,"startedBy":{"type":"object","properties":{"id":text,"role":text},"required":["id"]},"members":texts,"decided":{"type":"object","propertyNames":text,"additionalProperties":{"type":"object","properties":{"at":instant,"events":{"type":"object","propertyNames":text,"additionalProperties":{"type":"object","properties":{"begun":flag,"late":flag}}}},"required":["at","events"]}}}},
  message: {"type":"object","properties":{"conversationId":text,"workKey":text,"surface":text,"direction":text,"author":{"type":"object","properties":{"id":text,"role":text},"required":["id"]},"createdBy":text,"editedFirst":flag,"deletedAt":instant,"versionOf":text,"destinations":texts,"toMany":flag,"digest":text,"broughtTo":texts,"broughtBy":text,"broughtAt":instant,"waitsSince":instant,"missingSince":instant}},
  work: {"type":"object","properties":{"version":positive,"openedBy":text,"liveMessages":texts,"countless":flag,"answered":flag,"changedBy":text,"changedIn":text,"changedAt":instant,"decided":{"type":"object","propertyNames":text,"additionalProperties":{"type":"object","properties":{"at":instant,"events":{"type":"object","propertyNames":text,"additionalProperties":{"type":"object","properties":{"effect":{"type":"string","enum":["open","append","answer","withdraw","none"]},"reopen":flag,"reason":text},"required":["effect","reopen","reason"]}}},"required":["at","events"]}}}},
  ticket: {"type":"object","properties":{"ticket":text,"message":text,"url":text}},
  delivery: {"type":"object","properties":{"version":positive,"status":{"type":"string","enum":["waiting","delivered","parked"]},"generation":number,"attempts":number,"firstAttemptAt":instant,"lastAttemptAt":instant,"stoppedMsAtFirst":number,"deliveredAt":instant,"uncertain":flag,"claimedUntil":instant,"claimedBy":text,"receiveCount":number,"refusals":number,"refusedAt":instant,"reason":text,"remote":{"type":"object","properties":{"ticket":text,"message":text,"url":text}},"degraded":{"type":"array","items":text},"progress":{"type":"object","propertyNames":text,"additionalProperties":text},"attemptLog":{"type":"array","items":{"type":"object","properties":{"at":instant,"ms":number,"outcome":{"type":"string","enum":["waiting","delivered","parked"]},"reason":text},"required":["at","ms","outcome"]}},"droppedAt":instant},"required":["status","generation","attempts"]},
  unfinished: {"type":"object","properties":{"version":positive,"runs":number,"failingSince":instant,"failedAt":instant,"parkedAt":instant},"required":["runs"]},
  breaker: {"type":"object","properties":{"version":positive,"open":flag,"since":instant,"probeAt":instant,"probes":number,"reason":text,"stoppedMs":number,"few":flag,"probingUntil":instant,"failedAt":instant,"failures":{"type":"array","items":text},"answeredAt":instant,"perSecond":number,"perSecondAt":instant,"perSecondBefore":number,"quietUntil":instant},"required":["open","since","probeAt","probes","reason","stoppedMs"]},
  pace: {"type":"object","properties":{"version":positive,"nextAt":number,"returnAt":number},"required":["nextAt","returnAt"]},
  suppression: {"type":"object","properties":{"erasedAt":instant,"terms":texts},"required":["erasedAt"]},
  parked: {"type":"object","properties":{"destination":text,"eventId":text,"conversationId":text,"platform":text,"kind":text,"code":text,"reason":text,"attempts":number,"generation":number,"firstAt":instant,"lastAt":instant,"body":text},"required":["destination","eventId","code","reason","attempts","generation","firstAt","lastAt","body"]},
  archive: {"type":"object","properties":{"eventId":text,"platform":text,"kind":text,"conversationId":text,"destinations":{"type":"array","items":text},"routedAt":instant,"turn":{"type":"integer","minimum":0},"body":text},"required":["eventId","platform","kind","conversationId","destinations","routedAt","body"]},
} satisfies Record<string, ObjectShape>
