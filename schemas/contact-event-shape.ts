// biome-ignore-all format: written by `npm run schemas`, a line a field
import type { Shape } from './shape.ts'

const text: Shape = {"type":"string"}
const flag: Shape = {"type":"boolean"}
const number: Shape = {"type":"number"}
const positive: Shape = {"type":"integer","exclusiveMinimum":0}
const id: Shape = {"type":"string","minLength":1}
const longerId: Shape = {"type":"string","minLength":3}
const instant: Shape = {"type":"string","pattern":/^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z))$/}

/** What `contact-event.ts` says, without its remarks: written by `npm run schemas`. */
export const contactEventShape: Shape = {
  type: "object",
  required: ["schemaVersion","id","kind","platform","surface","account","occurredAt","occurredAtSource","receivedAt","visibility","addressing","direction","conversation","reply","authenticity"],
  properties: {
    schemaVersion: {"type":"string","const":"1"},
    id: {"type":"string","pattern":/^evt_[0-9a-f]{32}$/},
    kind: {"type":"string","enum":["message.created","message.edited","message.deleted","message.hidden","message.unhidden","message.attachments_changed","reaction.added","reaction.removed","receipt.delivered","receipt.read","receipt.failed","conversation.started","conversation.owner_changed","contact.identity_changed","contact.consent_changed","contact.erasure_requested"]},
    platform: {"type":"string","pattern":/^[a-z][a-z0-9-]{0,39}$/},
    platformLabel: id,
    surface: {"type":"string","enum":["post","comment","review","direct_message","email","sms","call","letter"]},
    account: {"type":"object","properties":{"id":id,"name":text,"handle":text,"others":{"type":"array","items":id},"moreOthers":positive},"required":["id"]},
    occurredAt: instant,
    occurredAtSource: {"type":"string","enum":["platform","sender","notification","received"]},
    receivedAt: instant,
    visibility: {"type":"string","enum":["public","private"]},
    addressing: {"type":"string","enum":["direct","mention","about"]},
    direction: {"type":"string","enum":["inbound","outbound","community"]},
    conversation: {"type":"object","properties":{"id":longerId,"rootMessageId":longerId,"parentMessageId":longerId,"subject":text,"url":text,"startedBy":{"type":"object","properties":{"id":id,"role":{"type":"string","enum":["customer","company","platform","app"]}},"required":["id"]},"match":{"type":"string","enum":["platform","header","token","subject","none"]},"late":flag},"required":["id","match"]},
    message: {"type":"object","properties":{"id":longerId,"version":longerId,"url":text,"digest":{"type":"string","pattern":/^[0-9a-f]{64}$/},"text":text,"html":text,"language":text,"attachments":{"type":"array","items":{"type":"object","properties":{"type":text,"state":{"type":"string","enum":["pending","stored","remote","inline","unavailable","rejected"]},"key":text,"url":text,"name":text,"title":text,"size":{"type":"integer","minimum":0},"sha256":text,"contentId":text,"reason":text,"location":{"type":"object","properties":{"latitude":number,"longitude":number},"required":["latitude","longitude"]},"details":{"type":"object","propertyNames":text,"additionalProperties":{}}},"required":["type","state"]}},"mentions":{"type":"array","items":{"type":"object","properties":{"id":id,"handle":text,"name":text}}},"links":{"type":"array","items":{"type":"object","properties":{"url":text,"title":text},"required":["url"]}},"quoted":text,"signature":text,"quotes":longerId,"rating":{"type":"object","properties":{"value":number,"scale":number,"recommended":flag}},"action":{"type":"object","properties":{"type":{"type":"string","enum":["postback","quick_reply"]},"title":text,"payload":text},"required":["type"]},"automated":{"type":"string","enum":["auto_reply","bounce","disposition_notification","feedback_report","list","bulk","system","app"]},"withheld":{"type":"string","enum":["deleted","edited","erased","encrypted","platform"]}},"required":["id","attachments"]},
    target: {"type":"object","properties":{"messageId":longerId,"until":instant}},
    reaction: {"type":"object","properties":{"type":text,"emoji":text},"required":["type"]},
    receipt: {"type":"object","properties":{"recipient":text,"code":text,"diagnostic":text,"permanent":flag}},
    owner: {"type":"object","properties":{"previous":text,"current":text,"requested":text,"metadata":text}},
    referral: {"type":"object","properties":{"source":text,"type":text,"ref":text,"adId":text,"title":text,"url":text,"productId":text,"postId":text}},
    consent: {"type":"object","properties":{"topic":text,"granted":flag,"details":{"type":"object","propertyNames":text,"additionalProperties":{}}}},
    standby: flag,
    test: flag,
    author: {"type":"object","properties":{"role":{"type":"string","enum":["customer","company","platform","app"]},"id":id,"scope":text,"name":text,"handle":text,"email":text,"phone":text,"url":text,"followers":{"type":"integer","minimum":0},"verified":flag},"required":["role"]},
    actor: {"type":"object","properties":{"role":{"type":"string","enum":["customer","company","platform","app"]},"id":id,"scope":text,"name":text,"handle":text,"email":text,"phone":text,"url":text,"followers":{"type":"integer","minimum":0},"verified":flag},"required":["role"]},
    recipients: {"type":"array","items":{"type":"object","properties":{"id":id,"name":text,"email":text,"kind":{"type":"string","enum":["to","cc","bcc"]}}}},
    recipientCount: positive,
    replyTo: {"type":"object","properties":{"name":text,"email":text},"required":["email"]},
    reply: {"type":"object","properties":{"public":flag,"windows":{"type":"array","items":{"type":"object","properties":{"until":instant,"means":text},"required":["until","means"]}},"maxLength":positive},"required":["public","windows"]},
    authenticity: {"type":"object","properties":{"method":text,"proven":flag,"spf":{"type":"string","enum":["pass","fail","softfail","neutral","none","temperror","permerror"]},"dkim":{"type":"string","enum":["pass","fail","softfail","neutral","none","temperror","permerror"]},"dmarc":{"type":"string","enum":["pass","fail","softfail","neutral","none","temperror","permerror"]},"unprovenOwn":flag,"spam":flag,"virus":flag},"required":["method","proven"]},
    work: {"type":"object","properties":{"effect":{"type":"string","enum":["open","append","answer","withdraw","none"]},"key":longerId,"reopen":flag,"reason":text},"required":["effect","key","reopen","reason"]},
    extensions: {"type":"object","propertyNames":{"type":"string","pattern":/^[a-z][a-z0-9-]{0,39}$/},"additionalProperties":{}},
  },
}
