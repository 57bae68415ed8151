import { error, fail, redirect } from '@sveltejs/kit'
import { speak } from '#areas/follow-up/actions.server.ts'
import { filesOf, type EvidenceFile } from '#areas/follow-up/evidence-store.server.ts'
import { namesOf } from '#areas/follow-up/evidence.ts'
import { readEvidence } from '#areas/follow-up/evidence-given.server.ts'
import { entryForm } from '#areas/follow-up/forms.ts'
import {
  addresseeOf,
  entriesOf,
  namedVoices,
  recommendationByReference,
  scales,
  statesOfInstitutions,
  type ProgressEntry
} from '#areas/follow-up/store.server.ts'
import { voicesAbout } from '#areas/follow-up/voice.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { wordsOf } from '#areas/recommendations/public-store.server.ts'
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
  const [voice] = await namedVoices(
    db,
    voices.filter((one) => one.track === track && one.by === by)
  )
  if (!voice) error(403, 'shell.refused_role')
  const corrects = Number(url.searchParams.get('corrects'))
  const before = corrects ? entryAmong(await entriesOf(db, recommendation.id, body.id), corrects) : undefined
  const files = before ? await filesOfEntry(recommendation.id, before.id) : []
  return {
    recommendation,
    words: (await wordsOf(db, recommendation.id)).words,
    body,
    today,
    voice,
    scales: await scales(db),
    given: before ? givenBy(before, files) : {},
    files
  }
}

function entryAmong(entries: readonly ProgressEntry[], id: number): ProgressEntry | undefined {
  return entries.find((entry) => entry.id === id)
}

async function filesOfEntry(recommendationId: number, entry: number): Promise<EvidenceFile[]> {
  return (await filesOf(database(), recommendationId)).filter(({ entryId }) => entryId === entry)
}

/** An entry as the form's fields hold it. Evidence that goes by the names of its files isn't described. */
function givenBy(entry: ProgressEntry, files: readonly EvidenceFile[]): Given {
  return {
    corrects: String(entry.id),
    grade: `${entry.scaleId}/${entry.grade}`,
    observedOn: entry.observedOn,
    text: entry.text,
    locale: entry.locale,
    evidence: entry.evidenceText && entry.evidenceText !== namesOf(files) ? entry.evidenceText : '',
    evidenceUrl: entry.evidenceUrl ?? ''
  }
}

interface Shown {
  given: Given
  faults: readonly Refusal[]
  /** files of the entry that is corrected, and which of them stay */
  files?: readonly EvidenceFile[]
  keeps: readonly number[]
  /** files were chosen: the browser doesn't send them again by itself */
  again: boolean
  /** what somebody else made of the entry meanwhile */
  stands?: Given
}

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData()
    const form = readForm(entryForm, data)
    const brought = await readEvidence(data)
    const shown = (given: Given, faults: readonly Refusal[], more: Partial<Shown> = {}): Shown => ({
      given,
      faults,
      keeps: brought.keeps,
      again: brought.files.length > 0,
      ...more
    })
    const { reference, body: aboutBodyId } = event.params
    const recommendation = await recommendationByReference(database(), reference)
    if (!recommendation) error(404, 'no such recommendation')
    const corrected = Number(form.given.corrects)
    const files = corrected ? await filesOfEntry(recommendation.id, corrected) : []
    if (!form.ok) return fail(400, shown(form.given, form.faults, { files }))
    const { by: byBodyId, grade, ...said } = form.values
    const given = { ...said, ...grade, reference, aboutBodyId, byBodyId }
    const spoken = await speak(contextOf(event.locals), given, brought)
    if (!isRefusal(spoken) || spoken.refused === 'follow-up.said_already')
      redirect(303, `/recommendations/${reference}/progress/${aboutBodyId}?done=published`)
    const standing = Number(spoken.values?.entry)
    if (spoken.refused !== 'follow-up.changed_meanwhile' || !standing) {
      return fail(400, shown(form.given, [spoken], { files }))
    }
    const entry = entryAmong(await entriesOf(database(), recommendation.id, aboutBodyId), standing)
    const theirs = await filesOfEntry(recommendation.id, standing)
    const merged = {
      files: theirs,
      keeps: theirs.map(({ id }) => id),
      ...(entry && { stands: givenBy(entry, theirs) })
    }
    return fail(409, shown({ ...form.given, corrects: String(standing) }, [], merged))
  }
}
