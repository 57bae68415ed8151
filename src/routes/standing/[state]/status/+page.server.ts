import { error, fail, redirect } from '@sveltejs/kit'
import { recordStatus } from '#areas/bodies/institution-actions.server.ts'
import { institutionsOf } from '#areas/bodies/institution-store.server.ts'
import { bodyById } from '#areas/bodies/public-store.server.ts'
import { statusForm } from '#areas/bodies/standing-forms.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'standing.record-status')
  const db = database()
  const state = await bodyById(db, event.params.state)
  const institutions = await institutionsOf(db, event.params.state)
  if (state?.kind !== 'state' || !institutions.length) error(404, 'no such institution')
  const corrects = Number(event.url.searchParams.get('corrects')) || 0
  const institution = institutions.find(({ statuses }) => statuses.some(({ id }) => id === corrects))
  const before = institution?.statuses.find(({ id }) => id === corrects)
  const [locale, reason] = Object.entries(before?.reason ?? {})[0] ?? []
  const given: Given = before
    ? {
        corrects: String(before.id),
        institution: institution!.id,
        status: before.status,
        effectiveOn: before.effectiveOn,
        reason: reason ?? '',
        locale: locale ?? 'en',
        source: before.source.title,
        sourceUrl: before.source.url ?? ''
      }
    : {}
  return { state, institutions, today: dayOf(event.locals.now), given }
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(statusForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    const recorded = await recordStatus(contextOf(event.locals), event.params.state, form.values)
    if (isRefusal(recorded)) return fail(400, { given: form.given, faults: [recorded] })
    redirect(303, `/standing/${event.params.state}?done=recorded`)
  }
}
