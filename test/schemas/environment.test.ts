import { describe, expect, it } from 'vitest'
import { deliverEnvironment, routeEnvironment } from '../../schemas/environment.ts'

const consumer = {
  DEPLOYMENT_FILE: '/d',
  BUCKET: 'b',
  TABLE: 't',
  QUEUE_URL: 'https://sqs.test/1/contacts.fifo',
}

describe('routeEnvironment', () => {
  it('reads the queues of the destinations from JSON', () => {
    const DELIVER_QUEUE_URLS = '{"crm":"https://sqs.test/1/crm.fifo"}'
    expect(routeEnvironment.parse({ ...consumer, DELIVER_QUEUE_URLS })).toMatchObject({
      DELIVER_QUEUE_URLS: { crm: 'https://sqs.test/1/crm.fifo' },
      RETRY_CAP_SECONDS: 900,
    })
  })

  it.each(['{', '[]', '{"crm":7}', ''])(
    'refuses %j for the queues of the destinations',
    (DELIVER_QUEUE_URLS) => {
      expect(routeEnvironment.safeParse({ ...consumer, DELIVER_QUEUE_URLS }).success).toBe(false)
    },
  )
})

describe('the environment of a consumer', () => {
  const complete = { ...consumer, DELIVER_QUEUE_URLS: '{}' }

  it.each(['1.5', '0', '-1', 'soon', ''])('refuses %j seconds for the longest retry time', (seconds) => {
    const { error } = routeEnvironment.safeParse({ ...complete, RETRY_CAP_SECONDS: seconds })
    expect(error?.issues.map(({ path }) => path)).toEqual([['RETRY_CAP_SECONDS']])
  })

  it.each(['queue', '', 'contacts.fifo'])('refuses %j for the address of its queue', (QUEUE_URL) => {
    const { error } = routeEnvironment.safeParse({ ...complete, QUEUE_URL })
    expect(error?.issues.map(({ path }) => path)).toEqual([['QUEUE_URL']])
  })
})

describe('deliverEnvironment', () => {
  it('is no local run unless it is told so', () => {
    const links = { LINKS_SECRET_ID: 'l', LINKS_BASE_URL: 'https://links.test' }
    const environment = { ...consumer, ...links, DESTINATION: 'crm', SECRET_ID: 's' }
    expect(deliverEnvironment.parse(environment).LOCAL_RUN).toBe(false)
    expect(deliverEnvironment.parse({ ...environment, LOCAL_RUN: 'true' }).LOCAL_RUN).toBe(true)
    expect(deliverEnvironment.safeParse({ ...environment, LOCAL_RUN: 'perhaps' }).success).toBe(false)
  })
})
