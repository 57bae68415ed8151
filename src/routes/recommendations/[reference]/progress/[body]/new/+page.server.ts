import { error, fail, redirect } from '@sveltejs/kit'
import { speak } from '#areas/follow-up/actions.server.ts'
import { entryForm } from '#areas/follow-up/forms.ts'
import {
  addresseeOf,
  entriesOf,
  recommendationByReference,
  scales,
  statesOfInstitutions,
  type ProgressEntry
} from '#areas/follow-up/store.server.ts'
import { voicesAbout } from '#areas/follow-up/voice.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, url }) => {
  if (locals.actor.kind === 'visitor') redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`)
  const db = database()
  const recommendation = await recommendationByReference(db, params.reference)
  const body = recommendation && (await addresseeOf(db, recommendation.id, params.body))
  if (!body) error(404, 'no such addressee')
  const today = dayOf(locals.now)
  const voices = voicesAbout(locals.actor, today, body.id, await statesOfInstitutions(db))
  const [track, by] = [url.searchParams.get('track'), url.searchParams.get('by')]
  const voice = voices.find((one) => one.track === track && one.by === by)
  if (!voice) error(403, 'shell.refused_role')
  const corrects = Number(url.searchParams.get('corrects'))
  const before = corrects ? entryAmong(await entriesOf(db, recommendation.id, body.id), corrects) : undefined
  return { recommendation, body, today, voice, scales: await scales(db), given: before ? givenBy(before) : {} }
}

function entryAmong(entries: readonly ProgressEntry[], id: number): ProgressEntry | undefined {
  return entries.find((entry) => entry.id === id)
}

/** An entry as the form's fields hold it. */
function givenBy(entry: ProgressEntry): Given {
  return {
    corrects: String(entry.id),
    grade: `${entry.scaleId}/${entry.grade}`,
    observedOn: entry.observedOn,
    text: entry.text,
    locale: entry.locale,
    evidence: entry.evidenceText ?? '',
    evidenceUrl: entry.evidenceUrl ?? ''
  }
}

interface Shown {
  given: Given
  faults: readonly Refusal[]
  /** what somebody else made of the entry meanwhile */
  stands?: Given
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(entryForm, await event.request.formData())
    const shown = (given: Given, faults: readonly Refusal[], stands?: Given): Shown => ({
      given,
      faults,
      ...(stands && { stands })
    })
    if (!form.ok) return fail(400, shown(form.given, form.faults))
    const { reference, body: aboutBodyId } = event.params
    const { by: byBodyId, grade, ...said } = form.values
    const spoken = await speak(contextOf(event.locals), { ...said, ...grade, reference, aboutBodyId, byBodyId })
    if (!isRefusal(spoken)) redirect(303, `/recommendations/${reference}/progress/${aboutBodyId}?done=published`)
    const standing = Number(spoken.values?.entry)
    if (spoken.refused !== 'follow-up.changed_meanwhile' || !standing) return fail(400, shown(form.given, [spoken]))
    const recommendation = await recommendationByReference(database(), reference)
    const entry = entryAmong(await entriesOf(database(), recommendation!.id, aboutBodyId), standing)
    return fail(409, shown({ ...form.given, corrects: String(standing) }, [], entry && givenBy(entry)))
  }
}
