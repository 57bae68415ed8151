import { error, fail, redirect } from '@sveltejs/kit'
import { retract, signOff } from '#areas/follow-up/actions.server.ts'
import { filesOf } from '#areas/follow-up/evidence-store.server.ts'
import { retractForm, signOffForm } from '#areas/follow-up/forms.ts'
import {
  addresseeOf,
  entriesOf,
  namedVoices,
  recommendationByReference,
  statesOfInstitutions
} from '#areas/follow-up/store.server.ts'
import { maySignOff, voicesAbout } from '#areas/follow-up/voice.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { wordsOf } from '#areas/recommendations/public-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, url }) => {
  const db = database()
  const recommendation = await recommendationByReference(db, params.reference)
  const body = recommendation && (await addresseeOf(db, recommendation.id, params.body))
  if (!body) error(404, 'no such addressee')
  const [entries, files, stateOf, { words }] = await Promise.all([
    entriesOf(db, recommendation.id, body.id),
    filesOf(db, recommendation.id),
    statesOfInstitutions(db),
    wordsOf(db, recommendation.id)
  ])
  const today = dayOf(locals.now)
  const corrected = new Set(entries.map(({ corrects }) => corrects))
  return {
    recommendation,
    words,
    body,
    today,
    // Who wrote it down is an account's number: it is nobody's business but the hall's.
    entries: entries.map(({ recordedBy, ...entry }) => ({
      ...entry,
      files: files.filter(({ entryId }) => entryId === entry.id),
      replaced: corrected.has(entry.id),
      mayBeSignedOff:
        entry.track === 'state' &&
        !entry.validated &&
        !entry.retracted &&
        !corrected.has(entry.id) &&
        maySignOff(locals.actor, today, body.id, recordedBy)
    })),
    voices: await namedVoices(db, voicesAbout(locals.actor, today, body.id, stateOf)),
    done: url.searchParams.get('done')
  }
}

export const actions: Actions = {
  'sign-off': async (event) => {
    const form = readForm(signOffForm, await event.request.formData())
    if (!form.ok) return fail(400, { faults: form.faults })
    const signed = await signOff(contextOf(event.locals), form.values.entry)
    if (isRefusal(signed)) return fail(400, { faults: [signed] })
    redirect(303, '?done=signed-off')
  },
  retract: async (event) => {
    const form = readForm(retractForm, await event.request.formData())
    if (!form.ok) return fail(400, { faults: form.faults })
    const retracted = await retract(contextOf(event.locals), form.values.entry, form.values.reason)
    if (isRefusal(retracted)) return fail(400, { faults: [retracted] })
    redirect(303, '?done=retracted')
  }
}
