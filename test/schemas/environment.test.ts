import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../../functions/aws/configuration.ts'
import {
  deliverEnvironment,
  fetchEnvironment,
  ingestEnvironment,
  routeEnvironment,
} from '../../schemas/environment.ts'

const consumer = {
  DEPLOYMENT_FILE: '/d',
  BUCKET: 'b',
  TABLE: 't',
  QUEUE_URL: 'https://sqs.test/1/contacts.fifo',
}
const missing = (names: string) => `these environment variables are missing or wrong: ${names}`

describe('routeEnvironment', () => {
  it('reads the queues of the destinations from JSON', () => {
    const DELIVER_QUEUE_URLS = '{"crm":"https://sqs.test/1/crm.fifo"}'
    expect(readEnvironment(routeEnvironment, { ...consumer, DELIVER_QUEUE_URLS })).toEqual({
      ...consumer,
      DELIVER_QUEUE_URLS: { crm: 'https://sqs.test/1/crm.fifo' },
      FETCH_QUEUE_URL: '',
      LOCAL_RUN: false,
      RETRY_CAP_SECONDS: 900,
    })
  })

  it.each(['{', '[]', 'null', '"https://sqs.test"', '{"crm":7}', '{"crm":"crm.fifo"}', '', undefined])(
    'refuses %j for the queues of the destinations',
    (DELIVER_QUEUE_URLS) => {
      const given = { ...consumer, DELIVER_QUEUE_URLS }
      expect(() => readEnvironment(routeEnvironment, given)).toThrow(missing('DELIVER_QUEUE_URLS'))
    },
  )
})

describe('the queue of what fetches files', () => {
  const given = { ...consumer, DELIVER_QUEUE_URLS: '{}' }

  it('is an address, or none', () => {
    const FETCH_QUEUE_URL = 'https://sqs.test/1/fetch'
    expect(readEnvironment(routeEnvironment, { ...given, FETCH_QUEUE_URL })).toMatchObject({
      FETCH_QUEUE_URL,
    })
    expect(() => readEnvironment(routeEnvironment, { ...given, FETCH_QUEUE_URL: 'fetch' })).toThrow(
      missing('FETCH_QUEUE_URL'),
    )
  })
})

describe('fetchEnvironment', () => {
  const given = { ...consumer, CONTACTS_QUEUE_URL: 'https://sqs.test/1/contacts.fifo' }

  it('reads the secrets of platforms from JSON, which are no addresses', () => {
    const PLATFORM_SECRET_IDS = '{"twitter":"netzdialog/platform/twitter"}'
    expect(readEnvironment(fetchEnvironment, { ...given, PLATFORM_SECRET_IDS })).toMatchObject({
      PLATFORM_SECRET_IDS: { twitter: 'netzdialog/platform/twitter' },
      LOCAL_FILES_URL: '',
    })
    for (const wrong of ['{"twitter":7}', '[]', '', undefined])
      expect(() => readEnvironment(fetchEnvironment, { ...given, PLATFORM_SECRET_IDS: wrong })).toThrow(
        missing('PLATFORM_SECRET_IDS'),
      )
  })
})

describe('the environment of a consumer', () => {
  const complete = { ...consumer, DELIVER_QUEUE_URLS: '{}' }

  it.each(['1.5', '0', '-1', 'soon', '', '1e3', '9'.repeat(10)])(
    'refuses %j seconds for the longest retry time',
    (RETRY_CAP_SECONDS) => {
      const given = { ...complete, RETRY_CAP_SECONDS }
      expect(() => readEnvironment(routeEnvironment, given)).toThrow(missing('RETRY_CAP_SECONDS'))
    },
  )

  it.each(['queue', '', 'contacts.fifo', undefined])(
    'refuses %j for the address of its queue',
    (QUEUE_URL) => {
      expect(() => readEnvironment(routeEnvironment, { ...complete, QUEUE_URL })).toThrow(
        missing('QUEUE_URL'),
      )
    },
  )
})

describe('deliverEnvironment', () => {
  const links = { LINKS_SECRET_ID: 'l', LINKS_BASE_URL: 'https://links.test' }
  const environment = { ...consumer, ...links, DESTINATION: 'crm', SECRET_ID: 's' }

  it('is no local run unless it is told so', () => {
    expect(readEnvironment(deliverEnvironment, environment).LOCAL_RUN).toBe(false)
    expect(readEnvironment(deliverEnvironment, { ...environment, LOCAL_RUN: 'true' }).LOCAL_RUN).toBe(true)
    const given = { ...environment, LOCAL_RUN: 'perhaps' }
    expect(() => readEnvironment(deliverEnvironment, given)).toThrow(missing('LOCAL_RUN'))
  })

  it('lets a claim last no longer than a request where it is told so', () => {
    const given = { ...environment, CLAIM_MARGIN_SECONDS: '0' }
    expect(readEnvironment(deliverEnvironment, given).CLAIM_MARGIN_SECONDS).toBe(0)
  })
})

describe('ingestEnvironment', () => {
  it('names all that is missing', () => {
    expect(() => readEnvironment(ingestEnvironment, {})).toThrow(
      missing('DEPLOYMENT_FILE, BUCKET, PLATFORM, SECRET_ID, CONTACTS_QUEUE_URL'),
    )
  })
})
