import type { ReceivedMessage } from '../../core/consume.ts'
import { readDeduplicationId } from '../../core/deduplication-id.ts'
import type { DestinationPorts } from './destination-state.ts'
import { hold } from './return-time.ts'

/**
 * Seconds until a message of a stopped destination is to come back. It is asked before anything of the message is read:
 * what waits for days costs one read of the ledger each time, and neither its body nor a write.
 */
export async function holdBack(
  { deduplicationId, receiveCount, sentAt }: ReceivedMessage,
  ports: DestinationPorts,
): Promise<number | undefined> {
  const { eventId } = readDeduplicationId(deduplicationId)
  return hold({ eventId, receiveCount, sentAt }, await ports.ledger.read('breaker', ports.config.name), ports)
}
