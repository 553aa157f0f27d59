/**
 * What events have in common, which zlib need not say again in each: half of a short one is names of fields and words of
 * ours. What is packed with it cannot be unpacked without it, so that not a letter of it is ever changed: a better one
 * gets a prefix of its own. What is met most stands last, as zlib wants it.
 */
export const archiveDictionary = Buffer.from(
  [
    '"kind":"reaction.added","reaction":{"type":"love"},"target":{"messageId":"',
    '"kind":"receipt.read","receipt":{"until":"","kind":"message.deleted","kind":"message.edited","edited',
    '"withheld":"deleted"},"standby":true,"late":true,"extensions":{},"links":[],"context":{"language":"de"',
    '"reason":"automated message","reason":"change of a message","reason":"deletion of a message",',
    '"reason":"message from customer to customer","reason":"asks nothing of a person","effect":"none",',
    '"reason":"own message that nobody has answered","reason":"message by the company","effect":"answer",',
    '"attachments":[{"key":"attachments/","name":"image.jpg","type":"image/jpeg","type":"application/pdf",',
    '"size":1,"sha256":"","state":"stored"}],"quoted":"","quotes":"","mentions":[{"id":"","name":"',
    '"html":"<p>","automated":"auto_reply","digest":"","to":[{"email":"@","role":"company"}],"cc":[],',
    '"platform":"email","surface":"email","authenticity":{"method":"basic-auth","spf":"pass","dkim":"pass",',
    '"dmarc":"pass","proven":true},"recipients":[{"email":"","name":""}],"occurredAtSource":"sender",',
    '"match":"header","match":"none","match":"token","subject":"Re: ","conversation":{"id":"email:","message":{"id":"email:<',
    '"platform":"twitter","platformLabel":"X","url":"https://x.com/i/web/status/","surface":"post",',
    '"visibility":"private","surface":"direct_message","reply":{"public":false,"windows":[{"until":"2026-',
    'T12:00:00.000Z","means":"standard","means":"human_agent"}],"maxLength":2000,"addressing":"mention",',
    '"direction":"outbound","direction":"community","effect":"append","reopen":true,"role":"company",',
    '"url":"https://www.facebook.com/","username":"","verified":true,"followers":,"email":"@","startedBy":{"id":"',
    '{"schemaVersion":"1","id":"evt_","kind":"message.created","platform":"facebook","platformLabel":"Facebook",',
    '"surface":"comment","account":{"id":"","name":"},"occurredAt":"2026-11-2',
    'T00:00:00.000Z","occurredAtSource":"platform",',
    '"receivedAt":"2026-',
    '"visibility":"public","addressing":"direct","direction":"inbound","conversation":{"id":"facebook:',
    '"rootMessageId":"facebook:',
    '"parentMessageId":"facebook:',
    '"match":"platform","startedBy":{"id":"","role":"customer"}},',
    '"message":{"id":"facebook:',
    '"text":"","attachments":[]},"author":{"role":"customer","id":"","scope":"facebook:","name":"',
    '},"reply":{"public":true,"windows":[]},"authenticity":{"method":"hmac-sha256","proven":true},',
    '"work":{"effect":"open","key":"facebook:","reopen":false,"reason":"customer message to the company"}}',
  ].join(''),
)
