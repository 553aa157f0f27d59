import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { BuildAppOptions } from 'fauxqs'
import * as z from 'zod'

type Stores = NonNullable<BuildAppOptions['stores']>

export interface KeptStores {
  readonly stores: Stores
  close(): void
}

const constructible = <Instance>() =>
  z.custom<new (...args: never[]) => Instance>((value) => typeof value === 'function')

/** What fauxqs writes its stores down with; its own server, which would use it, listens on every network of the machine. */
interface Persistence {
  load(sqs: Stores['sqsStore'], sns: Stores['snsStore'], s3: Stores['s3Store']): void
  updateMessageReady(messageId: string): void
  close(): void
}

/**
 * The emulator's queues and objects with a database behind them, which has every step before it is answered.
 *
 * @throws where this version of fauxqs has no such parts, or the database cannot be read
 */
export async function openKeptStores(folder: string): Promise<KeptStores> {
  const [sqs, sns, s3, kept] = await Promise.all(
    ['sqs/sqsStore.js', 'sns/snsStore.js', 's3/s3Store.js', 'persistence.js'].map(partOf),
  )
  const { SqsStore } = z.object({ SqsStore: constructible<Stores['sqsStore']>() }).parse(sqs)
  const { SnsStore } = z.object({ SnsStore: constructible<Stores['snsStore']>() }).parse(sns)
  const { S3Store } = z.object({ S3Store: constructible<Stores['s3Store']>() }).parse(s3)
  const { PersistenceManager } = z
    .object({
      PersistenceManager: z.custom<new (folder: string) => Persistence>((is) => typeof is === 'function'),
    })
    .parse(kept)
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() }
  const persistence = new PersistenceManager(join(folder, 'queues'))
  const { db } = z.object({ db: z.instanceof(DatabaseSync) }).parse(persistence)
  // What a killed process wrote is there; only what a machine without power had not written is not.
  db.exec('PRAGMA synchronous = OFF')
  const ready = db.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  )
  // Its own would also forget how often the message was received, which the database forbids.
  persistence.updateMessageReady = (id) => void ready.run(id)
  persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store)
  const writing: object = persistence
  Object.assign(stores.sqsStore, { persistence: writing })
  Object.assign(stores.snsStore, { persistence: writing })
  Object.assign(stores.s3Store, { persistence: writing })
  for (const queue of stores.sqsStore.allQueues()) Object.assign(queue, { persistence: writing })
  return { stores, close: () => persistence.close() }
}

/** A file beside the one that the package exports. */
async function partOf(file: string): Promise<unknown> {
  return await import(new URL(file, import.meta.resolve('fauxqs')).href)
}
