/**
 * The same as a flow of Node-RED: its own nodes where it has them (`http in`, `http request`), function nodes with the
 * SDK's client for the queue, which no node of its core speaks.
 */
export const nodeRedFlow: readonly object[] = [
  { id: 'peer', type: 'tab', label: 'peer', disabled: false, info: '' },
  {
    id: 'in',
    type: 'http in',
    z: 'peer',
    url: '/webhooks/facebook',
    method: 'post',
    skipBodyParsing: true,
    wires: [['take']],
  },
  functionNode(
    'take',
    `const expected = Buffer.from('sha256=' + crypto.createHmac('sha256', env.get('APP_SECRET')).update(msg.payload).digest('hex'))
const given = Buffer.from(String(msg.req.headers['x-hub-signature-256']))
if (given.length !== expected.length || !crypto.timingSafeEqual(given, expected)) return { ...msg, statusCode: 401, payload: '' }
const comments = JSON.parse(msg.payload.toString()).entry.flatMap(({ changes }) => changes.map(({ value }) => value))
await sqs.sqs.send(new sqs.SendMessageBatchCommand({
  QueueUrl: env.get('QUEUE_URL'),
  Entries: comments.map((comment, index) => ({ Id: String(index), MessageBody: JSON.stringify(comment), MessageGroupId: comment.post_id, MessageDeduplicationId: comment.comment_id })),
}))
return { ...msg, statusCode: 200, payload: '' }`,
    ['answer'],
  ),
  { id: 'answer', type: 'http response', z: 'peer', statusCode: '', headers: {}, wires: [] },
  {
    id: 'begin',
    type: 'inject',
    z: 'peer',
    props: [{ p: 'payload' }],
    payload: '',
    payloadType: 'date',
    repeat: '',
    once: true,
    onceDelay: 0.1,
    wires: [['receive']],
  },
  functionNode(
    'receive',
    `const { Messages = [] } = await sqs.sqs.send(new sqs.ReceiveMessageCommand({ QueueUrl: env.get('QUEUE_URL'), MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }))
for (const { Body, ReceiptHandle } of Messages) {
  const id = JSON.parse(Body).comment_id
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = crypto.createHmac('sha256', env.get('SIGNING_KEY')).update(id + '.' + timestamp + '.' + Body).digest('base64')
  node.send([{ payload: Body, receipt: ReceiptHandle, headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': 'v1,' + signature } }, null])
}
return [null, { payload: '' }]`,
    ['send'],
    ['receive'],
  ),
  {
    id: 'send',
    type: 'http request',
    z: 'peer',
    method: 'POST',
    ret: 'txt',
    paytoqs: 'ignore',
    // Set by the environment.
    url: '$' + '{RECEIVER_URL}',
    persist: true,
    headers: [],
    wires: [['delete']],
  },
  functionNode(
    'delete',
    `if (msg.statusCode < 300) await sqs.sqs.send(new sqs.DeleteMessageCommand({ QueueUrl: env.get('QUEUE_URL'), ReceiptHandle: msg.receipt }))`,
  ),
  { id: 'cpu-in', type: 'http in', z: 'peer', url: '/cpu', method: 'get', wires: [['cpu']] },
  functionNode('cpu', `msg.payload = String(cpuMs()); return msg`, ['cpu-out']),
  { id: 'cpu-out', type: 'http response', z: 'peer', statusCode: '200', headers: {}, wires: [] },
]

function functionNode(id: string, func: string, ...wires: string[][]) {
  const given = `const { crypto, sqs, cpuMs } = Object.fromEntries(['crypto', 'sqs', 'cpuMs'].map((name) => [name, global.get(name)]))`
  return {
    id,
    type: 'function',
    z: 'peer',
    func: `${given}\n${func}`,
    outputs: Math.max(1, wires.length),
    libs: [],
    wires,
  }
}
