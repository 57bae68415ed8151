import { error, fail, redirect } from '@sveltejs/kit'
import { publicDocuments } from '#areas/documents/public-store.server.ts'
import { reportsFor } from '#areas/people/actor.ts'
import { statePosition } from '#areas/follow-up/positions-actions.server.ts'
import { positionForm } from '#areas/follow-up/positions-forms.ts'
import { givenBy, givenParts } from '#areas/follow-up/positions-given.ts'
import { answersOf } from '#areas/follow-up/positions-store.server.ts'
import { answerOn, partPositionOn, saysTheSame } from '#areas/follow-up/positions.ts'
import { FEWEST_PARTS, MOST_PARTS, suggestedSplit } from '#areas/follow-up/split.ts'
import { addresseeOf, recommendationByReference } from '#areas/follow-up/store.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { wordsOf } from '#areas/recommendations/public-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

const DOCUMENTS_OFFERED = 200

export const load: PageServerLoad = async (event) => {
  const { params, locals, url } = event
  const db = database()
  const recommendation = await recommendationByReference(db, params.reference)
  const body = recommendation && (await addresseeOf(db, recommendation.id, params.body))
  if (!body) error(404, 'no such addressee')
  openTo(event, 'positions.state', { bodyId: body.id, ownWords: false })
  const today = dayOf(locals.now)
  const corrects = Number(url.searchParams.get('corrects'))
  const answers = corrects ? await answersOf(db, recommendation.id, body.id) : []
  const before = answers.find(({ id }) => id === corrects)
  const own = reportsFor(locals.actor, today, body.id)
  return {
    recommendation,
    body,
    today,
    own,
    wording: await wordsOf(db, recommendation.id),
    documents: own ? null : (await publicDocuments(db, DOCUMENTS_OFFERED, 0)).documents,
    given: before ? givenBy(before, today) : {}
  }
}

interface Shown {
  given: Given
  faults: readonly Refusal[]
  /** the form goes on to the parts */
  next?: boolean
  /** what somebody else stated meanwhile, with what each of its parts says now */
  stands?: {
    readonly position: string
    readonly statedOn: string
    readonly text: string | null
    readonly locale: string | null
    readonly withdrawn: boolean
    readonly parts: readonly { readonly text: string; readonly locale: string; readonly position: string }[]
  }
}

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData()
    const step = data.get('step')
    data.delete('step')
    const form = readForm(positionForm, data)
    const shown = (given: Given, faults: readonly Refusal[], more: Partial<Shown> = {}): Shown => ({
      given,
      faults,
      ...more
    })
    const { reference, body: bodyId } = event.params
    const recommendation = await recommendationByReference(database(), reference)
    if (!recommendation) error(404, 'no such recommendation')
    if (step === 'another-part') return shown(withAnotherPart(form.given), [], { next: true })
    if (!form.ok) return fail(400, shown(form.given, form.faults))
    // "Partly" goes on to the parts, which stand as the words most likely divide.
    if (form.values.position === 'partly' && !('part1' in form.given)) {
      const { words, original } = await wordsOf(database(), recommendation.id)
      return shown({ ...form.given, ...givenParts(suggestedSplit(words[original] ?? '')) }, [], { next: true })
    }
    const stated = await statePosition(contextOf(event.locals), { ...form.values, reference, bodyId })
    const stands = `/recommendations/${reference}/positions/${bodyId}?done=stated`
    if (!isRefusal(stated)) redirect(303, stands)
    const standing = Number(stated.values?.statement)
    if (!standing) return fail(400, shown(form.given, [stated]))
    const today = dayOf(event.locals.now)
    const answers = await answersOf(database(), recommendation.id, bodyId)
    const { parts, ...answer } = answers.find(({ id }) => id === standing) ?? answerOn(answers, today)!
    const other = {
      ...answer,
      parts: parts.map((part) => ({ text: part.text, locale: part.locale, position: partPositionOn(part, today) }))
    }
    // The button was pressed twice: what stands is this very answer.
    if (form.values.corrects === null && !other.withdrawn && saysTheSame(other, form.values)) {
      redirect(303, stands)
    }
    return fail(409, shown({ ...form.given, corrects: String(standing) }, [], { stands: other }))
  }
}

function withAnotherPart(given: Given): Given {
  const count = Object.keys(given).filter((name) => /^part\d$/.test(name)).length
  return { ...given, [`part${Math.min(MOST_PARTS, Math.max(FEWEST_PARTS, count + 1))}`]: '' }
}
