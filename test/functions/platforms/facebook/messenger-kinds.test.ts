import { describe, expect, it } from 'vitest'
import { anne, oneEvent, page, read, readChange, readItem } from './read.ts'

const written = { kind: 'message.created', surface: 'direct_message', visibility: 'private' }

describe('a cart that somebody sends', () => {
  const dress = { id: 1, retailer_id: 'r1', name: 'Kleid', unit_price: 19.5, currency: 'EUR', quantity: 2 }

  it('is a message with its note and its products', async () => {
    const event = await oneEvent(readItem({ order: { products: [dress], note: 'Bitte in Blau' } }))
    expect(event).toMatchObject({ ...written, author: { id: anne, role: 'customer' } })
    expect(event.reply.windows).toHaveLength(2)
    expect(event.message).toMatchObject({
      text: 'Bitte in Blau',
      attachments: [
        {
          type: 'order',
          state: 'inline',
          details: {
            products: [
              {
                id: '1',
                retailerId: 'r1',
                title: 'Kleid',
                unitPrice: 19.5,
                currency: 'EUR',
                quantity: 2,
              },
            ],
          },
        },
      ],
    })
  })

  it.each([
    ['without a note', { products: [dress] }, undefined],
    ['of which only the note is told', { note: 'Geht das auch in Blau?' }, 'Geht das auch in Blau?'],
    ['with a price that nobody can read', { products: [{ ...dress, unit_price: [] }], note: 'x' }, 'x'],
  ])('is one %s', async (_, order, text) => {
    expect((await oneEvent(readItem({ order }))).message?.text).toBe(text)
  })

  it('is the same when Meta sends it again, and another at another time', async () => {
    const at = (timestamp: number) => oneEvent(readItem({ timestamp, order: { products: [dress] } }))
    expect(await at(1_795_203_801_250)).toEqual(await at(1_795_203_801_250))
    expect((await at(1_795_203_801_250)).id).not.toBe((await at(1_795_203_801_251)).id)
  })

  it.each([[{}], [{ products: [] }], [{ products: ['Kleid'] }], [[]], ['Kleid']])(
    'is kept for an operator where it is %j',
    async (order) => {
      const { events, quarantined } = await readItem({ order })
      expect(events).toEqual([])
      expect(quarantined).toMatchObject([{ what: 'messaging order' }])
    },
  )

  it('is read from the test button too', async () => {
    const value = { sender: { id: anne }, recipient: { id: page }, order: { products: [dress] } }
    expect(await oneEvent(readChange('send_cart', value))).toMatchObject(written)
  })
})

describe('a purchase in the thread', () => {
  const payment = {
    payload: 'ORDER_7',
    requested_user_info: {
      contact_name: 'Änne Grün',
      contact_email: 'anne@kunde.test',
      shipping_address: { street1: 'Am Deich 1', city: 'Husum', postal_code: '25813' },
    },
    payment_credential: { provider_type: 'stripe', charge_id: 'ch_secret' },
    amount: { currency: 'EUR', amount: 29.62 },
  }

  it('says who bought and where to deliver, and nothing of the means of payment', async () => {
    const event = await oneEvent(readItem({ payment }))
    expect(event.message?.attachments).toEqual([
      {
        type: 'payment',
        state: 'inline',
        details: {
          text: '29.62 EUR, Änne Grün, anne@kunde.test, Am Deich 1, 25813, Husum',
          payload: 'ORDER_7',
        },
      },
    ])
    expect(JSON.stringify(event)).not.toContain('ch_secret')
  })

  it('is kept for an operator where it says nothing', async () => {
    expect((await readItem({ payment: { payload: 'x' } })).quarantined).toHaveLength(1)
  })
})

describe('the answers to a survey', () => {
  const survey = (...questions: object[]) => ({
    messaging_feedback: {
      feedback_screens: questions.map((each, screen_id) => ({ screen_id, questions: each })),
    },
  })
  const followUp = (payload: string) => ({ type: 'free_form', payload })

  it.each([
    ['csat', '5', { value: 5, scale: 5 }],
    ['nps', '0', { value: 0, scale: 10 }],
    ['ces', 7, { value: 7, scale: 7 }],
  ])('are a message with a rating of the sort %s', async (type, payload, rating) => {
    const answers = survey({ hauydmns8: { type, payload, follow_up: followUp('Alles bestens!') } })
    const event = await oneEvent(readItem(answers))
    expect(event).toMatchObject(written)
    expect(event.message).toMatchObject({ text: 'Alles bestens!', rating, attachments: [] })
  })

  it('need no words', async () => {
    const { message } = await oneEvent(readItem(survey({ a: { type: 'csat', payload: '1' } })))
    expect(message?.rating).toEqual({ value: 1, scale: 5 })
    expect(message).not.toHaveProperty('text')
  })

  it('need no score', async () => {
    const { message } = await oneEvent(readItem(survey({ a: followUp('Der Techniker kam nicht.') })))
    expect(message?.text).toBe('Der Techniker kam nicht.')
    expect(message).not.toHaveProperty('rating')
  })

  it('keep every word and every score of every screen', async () => {
    const answers = survey(
      { a: { type: 'csat', payload: '2', follow_up: followUp('Zu langsam.') } },
      { b: { type: 'nps', payload: '3', follow_up: followUp('') }, c: followUp('Und unfreundlich.') },
    )
    const { message } = await oneEvent(readItem(answers))
    expect(message).toMatchObject({
      text: 'Zu langsam.\nUnd unfreundlich.',
      rating: { value: 2, scale: 5 },
      attachments: [{ type: 'feedback', details: { elements: [{ title: 'csat: 2' }, { title: 'nps: 3' }] } }],
    })
  })

  it.each(['9', 'sehr gut', '1e1'])(
    'have no rating off the scale: %s is what somebody said',
    async (said) => {
      const { message } = await oneEvent(readItem(survey({ a: { type: 'csat', payload: said } })))
      expect(message).not.toHaveProperty('rating')
      expect(message?.text).toBe(said)
    },
  )

  it('need no time of their own, as in Meta’s documentation', async () => {
    const event = await oneEvent(
      readItem({ timestamp: undefined, ...survey({ a: { type: 'csat', payload: '5' } }) }),
    )
    expect(event.occurredAtSource).toBe('notification')
  })

  it.each([[{}], [{ feedback_screens: [] }], [{ feedback_screens: [{ questions: {} }] }], ['5']])(
    'are kept for an operator where they are %j',
    async (messaging_feedback) => {
      expect((await readItem({ messaging_feedback })).quarantined).toHaveLength(1)
    },
  )
})

describe('a thumb for a message of the page', () => {
  it.each(['Good response', 'Bad response'])('is a reaction to it: %s', async (feedback) => {
    expect(await oneEvent(readItem({ response_feedback: { feedback, mid: 'm_7' } }))).toMatchObject({
      kind: 'reaction.added',
      target: { messageId: 'facebook:m_7' },
      reaction: { type: feedback },
      actor: { id: anne },
    })
  })
})

describe('a form that somebody filled in', () => {
  it('is a message with what they entered', async () => {
    const responses = [
      { key: 'name', value: 'Änne Grün' },
      { key: 'zipcode', value: 25813 },
      { key: 'address_line_2', value: '' },
    ]
    const screens = [{ screen_id: 'delivery', responses }, { responses: [{ key: 'note', value: 'hinten' }] }]
    const event = await oneEvent(readItem({ messaging_customer_information: { screens } }))
    expect(event).toMatchObject(written)
    expect(event.message?.text).toBe('name: Änne Grün\nzipcode: 25813\nnote: hinten')
  })

  it('is kept for an operator where nothing was entered', async () => {
    const screens = [{ responses: [{ key: 'name' }] }]
    expect((await readItem({ messaging_customer_information: { screens } })).quarantined).toHaveLength(1)
  })

  it('is a message also where Meta tells only which one', async () => {
    const event = await oneEvent(readItem({ messaging_in_thread_lead_form_submit: { form_id: 31 } }))
    expect(event).toMatchObject(written)
    expect(event.message?.attachments).toMatchObject([
      { type: 'form', state: 'unavailable', details: { formId: '31' } },
    ])
  })
})

describe('what a person asks about', () => {
  it('is the product of the page that they came from', async () => {
    const message = { mid: 'm_1', text: 'Ist das noch da?', referral: { product: { id: 12345678910 } } }
    expect((await oneEvent(readItem({ message }))).referral).toEqual({ productId: '12345678910' })
  })

  it.each([
    ['referral', (referral: object) => ({ referral })],
    ['message', (referral: object) => ({ message: { mid: 'm_1', text: 'Hallo', referral } })],
    ['postback', (referral: object) => ({ postback: { title: 'Los', referral } })],
  ])('is the product and the post of an advertisement (%s)', async (_, item) => {
    const ads_context_data = { ad_title: 'Kleider', post_id: '4711_777', product_id: '99', flow_id: '5' }
    const event = await oneEvent(readItem(item({ source: 'ADS', ad_id: '6', ads_context_data })))
    expect(event.referral).toMatchObject({ title: 'Kleider', adId: '6', productId: '99', postId: '4711_777' })
  })

  it('is told where a part of it cannot be read', async () => {
    const referral = { ref: 'x', product: ['99'], ads_context_data: { ad_title: 'Kleider', product_id: {} } }
    expect((await oneEvent(readItem({ referral }))).referral).toEqual({ ref: 'x', title: 'Kleider' })
  })
})

describe('leads', () => {
  const lead = (form_id: unknown) => ({ field: 'leadgen', value: { leadgen_id: 4440001, form_id } })
  const why = 'a lead came in: its content has to be fetched by its id'

  it('are noticed once for each form, and none is an alarm', async () => {
    const changes = [lead(31), lead('31'), lead(32), lead('31')]
    const { ignored, quarantined } = await read({ object: 'page', entry: [{ id: page, changes }] })
    expect(quarantined).toEqual([])
    expect(ignored).toEqual([
      { what: 'leadgen form 31', why, notice: true, daily: true },
      { what: 'leadgen form 31', why },
      { what: 'leadgen form 32', why, notice: true, daily: true },
      { what: 'leadgen form 31', why },
    ])
  })

  it.each([[undefined], [null], ['Änne'], [{}]])('do not name a form %j', async (form) => {
    const { ignored } = await readChange('leadgen', { form_id: form })
    expect(ignored).toEqual([{ what: 'leadgen', why, notice: true, daily: true }])
  })
})

describe('what nobody says to the page', () => {
  it.each([['game_play'], ['messaging_integrity']])('is ignored: %s', async (key) => {
    const { ignored, quarantined } = await readItem({ [key]: {} })
    expect(quarantined).toEqual([])
    expect(ignored).toHaveLength(1)
  })
})
