import { error, fail, redirect } from '@sveltejs/kit'
import { caseOf, dueOf, isOver, nextSteps } from '#areas/bodies/accreditation-case.ts'
import {
  changeContact,
  eraseContact,
  recordFinding,
  sendLink,
  takeCaseStep
} from '#areas/bodies/application-actions.server.ts'
import { applicationByReference, wholeCase } from '#areas/bodies/application-store.server.ts'
import { caseStepForm, contactForm, findingForm } from '#areas/bodies/standing-forms.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'standing.read-applications')
  const db = database()
  const { params, locals, url } = event
  const application = await applicationByReference(db, params.reference)
  if (!application) error(404, 'no such application')
  const today = dayOf(locals.now)
  const { events, limits, contact, criteria, findings } = await wholeCase(db, application)
  const state = caseOf(application.receivedOn, events)
  const me = locals.actor.kind === 'account' ? locals.actor.id : null
  return {
    application,
    contact: contact ?? null,
    mayErase: contact !== undefined && isOver(state, limits, today),
    today,
    events: events.map(({ turn, step, on, by, byName, reason, locale }) => ({
      turn,
      step,
      on,
      own: by === null,
      byName,
      reason,
      locale
    })),
    criteria: criteria.map((criterion) => ({
      ...criterion,
      stands: findings.find(({ criterionId, stands }) => criterionId === criterion.id && stands) ?? null,
      earlier: findings.filter(({ criterionId, stands }) => criterionId === criterion.id && !stands)
    })),
    state: { ...state, against: null },
    due: dueOf(state, limits, today),
    steps: nextSteps(state, 'secretariat').filter((step) => step !== 'taken-over'),
    /** an appeal is decided by somebody else than who decided first */
    barred: state.stage === 'appealed' && state.against?.by === me,
    screens: state.stage === 'screening' || state.stage === 'information-asked',
    done: url.searchParams.get('done')
  }
}

export const actions: Actions = {
  step: async (event) => {
    const form = readForm(caseStepForm, await event.request.formData())
    if (!form.ok) return fail(400, { about: 'step', faults: form.faults, given: form.given })
    const { origin } = readSettings()
    const taken = await takeCaseStep(contextOf(event.locals), origin, event.params.reference, form.values)
    if (isRefusal(taken)) return fail(400, { about: 'step', faults: [taken], given: form.given })
    redirect(303, '?done=taken')
  },
  find: async (event) => {
    const form = readForm(findingForm, await event.request.formData())
    if (!form.ok) return fail(400, { about: form.given.criterion ?? '', faults: form.faults, given: form.given })
    const found = await recordFinding(contextOf(event.locals), event.params.reference, form.values)
    if (!isRefusal(found)) redirect(303, `?done=found#criterion-${form.values.criterion}`)
    // Somebody answered meanwhile: theirs is shown beside what was typed, which then takes its place if sent again.
    const meanwhile = found.refused === 'standing.finding_changed_meanwhile'
    const given = meanwhile ? { ...form.given, corrects: String(found.values?.finding ?? '') } : form.given
    return fail(meanwhile ? 409 : 400, { about: form.values.criterion, faults: [found], given })
  },
  contact: async (event) => {
    const form = readForm(contactForm, await event.request.formData())
    if (!form.ok) return fail(400, { about: 'contact', faults: form.faults, given: form.given })
    const { origin } = readSettings()
    const changed = await changeContact(contextOf(event.locals), origin, event.params.reference, form.values)
    if (isRefusal(changed)) return fail(400, { about: 'contact', faults: [changed], given: form.given })
    redirect(303, '?done=contact')
  },
  erase: async (event) => {
    const erased = await eraseContact(contextOf(event.locals), event.params.reference)
    if (isRefusal(erased)) return fail(400, { about: 'erase', faults: [erased], given: {} as Record<string, string> })
    redirect(303, '?done=erased')
  },
  link: async (event) => {
    const sent = await sendLink(contextOf(event.locals), readSettings().origin, event.params.reference)
    if (isRefusal(sent)) return fail(400, { about: 'link', faults: [sent], given: {} as Record<string, string> })
    redirect(303, '?done=link')
  }
}
