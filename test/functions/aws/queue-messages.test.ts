import { expect, it } from 'vitest'
import { toSqsEvent } from '../../../bin/local/sqs-event.ts'
import { toReceivedMessages } from '../../../functions/aws/queue-messages.ts'

it.each([
  ['none', undefined],
  ['no JSON', '[{"id":'],
  ['no list', '{"id":"twitter:1"}'],
  ['a list of something else', '[7,{"id":7}]'],
])(
  'a message whose attribute says %s brings nothing that is known, and is handled all the same',
  (_, StringValue) => {
    const attribute = StringValue && { MessageAttributes: { Brings: { DataType: 'String', StringValue } } }
    const { Records } = toSqsEvent(
      [{ MessageId: '1', Body: '{}', ...attribute }],
      'http://localhost/1/contacts.fifo',
      'r',
    )
    expect(Records.flatMap(toReceivedMessages)).toMatchObject([{ id: '1', body: '{}', brings: null }])
  },
)
