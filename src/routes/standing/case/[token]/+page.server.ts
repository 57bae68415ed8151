import { error, fail, redirect } from '@sveltejs/kit'
import { appealUntil, caseOf, DECISIONS, dueOf, nextSteps } from '#areas/bodies/accreditation-case.ts'
import { takeOwnStep } from '#areas/bodies/application-actions.server.ts'
import { ownApplication, wholeCase } from '#areas/bodies/application-store.server.ts'
import { ownStepForm } from '#areas/bodies/standing-forms.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const db = database()
  const { actor } = locals
  const application = await ownApplication(db, params.token, actor.kind === 'account' ? actor.id : null)
  if (!application) error(404, 'no such case')
  const today = dayOf(locals.now)
  const { events, limits, contact, criteria, findings } = await wholeCase(db, application)
  const state = caseOf(application.receivedOn, events)
  const appeal = appealUntil(state, limits)
  const { reference, name, seat, purpose, reach, locale, receivedOn } = application
  return {
    application: { reference, name, seat, purpose, reach, locale, receivedOn },
    email: contact?.email ?? '',
    // Who in the secretariat did what is not told to the organisation: it deals with the office.
    events: events.map(({ turn, step, on, by, reason, locale }) => ({
      turn,
      step,
      on,
      own: by === null,
      reason,
      locale
    })),
    state: { ...state, against: null },
    // Once it is decided the organisation reads what it was measured by: an appeal must know what to answer.
    findings: events.some(({ step }) => DECISIONS.includes(step))
      ? criteria.flatMap(({ id, question }) => {
          const found = findings.find(({ criterionId, stands }) => criterionId === id && stands)
          return found ? [{ id, question, finding: found.finding, reason: found.reason }] : []
        })
      : [],
    due: dueOf(state, limits, today),
    appealUntil: appeal,
    steps: nextSteps(state, 'organisation').filter((step) => step !== 'appealed' || today <= (appeal ?? '')),
    done: url.searchParams.get('done')
  }
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(ownStepForm, await event.request.formData())
    if (!form.ok) return fail(400, { faults: form.faults, given: form.given })
    const origin = readSettings().origin
    const taken = await takeOwnStep(contextOf(event.locals), origin, event.params.token, form.values)
    if (isRefusal(taken)) return fail(400, { faults: [taken], given: form.given })
    redirect(303, `?done=${form.values.step}`)
  }
}
