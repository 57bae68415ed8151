import { error, fail, redirect } from '@sveltejs/kit'
import { z } from 'zod'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import {
  endReceiver,
  pauseReceiver,
  renewSecret,
  resumeReceiver,
  sendAgain,
  sendTest
} from '#areas/webhooks/actions.server.ts'
import { againForm, endForm, pauseForm, resumeForm } from '#areas/webhooks/forms.ts'
import { outward } from '#areas/webhooks/outward.server.ts'
import type { Outcome } from '#areas/webhooks/receiving.ts'
import { attemptsPage, receiverById, stepsOf } from '#areas/webhooks/store.server.ts'
import { outcomeWords } from '#areas/webhooks/words.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { idAt } from '#platform/http/address.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const asked = z.object({
  before: z.coerce.number().int().positive().nullable().catch(null),
  only: z.enum(['failed']).nullable().catch(null)
})

export const load: PageServerLoad = async (event) => {
  openTo(event, 'webhooks.read')
  const id = idAt(event.params.id)
  const receiver = await receiverById(database(), id)
  if (!receiver) error(404)
  const { before, only } = asked.parse(Object.fromEntries(event.url.searchParams))
  const t = translatorOf(event.locals.locale)
  return {
    receiver,
    steps: await stepsOf(database(), id),
    before,
    only,
    ...(await attemptsPage(database(), id, { before, failed: only === 'failed' })),
    done: event.url.searchParams.get('done'),
    sent: sentWords(event.url.searchParams.get('sent'), (outcome) => outcomeWords(outcome, t))
  }
}

const OUTCOMES: readonly Outcome[] = [
  'delivered',
  'refused',
  'redirected',
  'timed-out',
  'unreachable',
  'unknown-name',
  'insecure',
  'forbidden',
  'locked'
]

function sentWords(given: string | null, words: (outcome: Outcome) => string): string | null {
  const outcome = OUTCOMES.find((one) => one === given)
  return outcome ? words(outcome) : null
}

const shown = (step: string, given: Given, faults: readonly Refusal[], secret: string | null = null) => ({
  step,
  given,
  faults,
  secret
})

/** A form read and carried out; then back to the page, which says that it is done. */
async function carryOut<Schema extends z.ZodType>(
  event: RequestEvent,
  step: string,
  schema: Schema,
  todo: (values: z.output<Schema>) => Promise<unknown>,
  next: (outcome: unknown) => string
) {
  const form = readForm(schema, await event.request.formData())
  if (!form.ok) return fail(400, shown(step, form.given, form.faults))
  const outcome = await todo(form.values)
  if (isRefusal(outcome)) return fail(400, shown(step, form.given, [outcome]))
  redirect(303, `/webhooks/${event.params.id}?${next(outcome)}`)
}

const nothing = z.object({})
const done = (name: string) => () => `done=${name}`

export const actions: Actions = {
  test: async (event) =>
    carryOut(
      event,
      'test',
      nothing,
      async () => sendTest(contextOf(event.locals), await outward(database()), idAt(event.params.id)),
      (outcome) => `sent=${String(outcome)}`
    ),
  again: async (event) =>
    carryOut(
      event,
      'again',
      againForm,
      async ({ attempt }) =>
        sendAgain(contextOf(event.locals), await outward(database()), idAt(event.params.id), attempt),
      (outcome) => `sent=${String(outcome)}`
    ),
  pause: async (event) =>
    carryOut(
      event,
      'pause',
      pauseForm,
      ({ reason }) => pauseReceiver(contextOf(event.locals), idAt(event.params.id), reason),
      done('paused')
    ),
  resume: async (event) =>
    carryOut(
      event,
      'resume',
      resumeForm,
      ({ waiting }) => resumeReceiver(contextOf(event.locals), idAt(event.params.id), waiting === 'pass-over'),
      done('resumed')
    ),
  end: async (event) =>
    carryOut(event, 'end', endForm, () => endReceiver(contextOf(event.locals), idAt(event.params.id)), done('ended')),
  renew: async (event) => {
    const renewed = await renewSecret(contextOf(event.locals), await outward(database()), idAt(event.params.id))
    if (isRefusal(renewed)) return fail(400, shown('renew', {}, [refuse(renewed.refused)]))
    event.setHeaders({ 'cache-control': 'no-store' })
    return shown('renew', {}, [], renewed.secret)
  }
}
