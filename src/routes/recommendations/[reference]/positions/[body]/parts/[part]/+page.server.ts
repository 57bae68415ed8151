import { error, redirect } from '@sveltejs/kit'
import { publicDocuments } from '#areas/documents/public-store.server.ts'
import { statePart } from '#areas/follow-up/positions-actions.server.ts'
import { partForm } from '#areas/follow-up/positions-forms.ts'
import { givenStatement } from '#areas/follow-up/positions-given.ts'
import { reportsFor } from '#areas/people/actor.ts'
import { answersOf } from '#areas/follow-up/positions-store.server.ts'
import { partPositionOn } from '#areas/follow-up/positions.ts'
import { addresseeOf, recommendationByReference } from '#areas/follow-up/store.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { again, merge } from '#platform/form/again.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

const DOCUMENTS_OFFERED = 200

export const load: PageServerLoad = async (event) => {
  const { params, locals, url } = event
  const db = database()
  const recommendation = await recommendationByReference(db, params.reference)
  const body = recommendation && (await addresseeOf(db, recommendation.id, params.body))
  if (!body) error(404, 'no such addressee')
  openTo(event, 'positions.state-part', { bodyId: body.id, ownWords: false })
  const today = dayOf(locals.now)
  // Also a part that was replaced meanwhile: the sentence that says so stands beside what was typed.
  const answer = (await answersOf(db, recommendation.id, body.id)).find(({ parts: all }) =>
    all.some(({ id }) => String(id) === params.part)
  )
  const parts = answer?.parts ?? []
  const number = parts.findIndex(({ id }) => String(id) === params.part) + 1
  const part = parts[number - 1]
  if (!part) error(404, 'no such part')
  const corrects = Number(url.searchParams.get('corrects'))
  const before = part.statements.find(({ id }) => id === corrects)
  const own = reportsFor(locals.actor, today, body.id)
  const { text, locale } = part
  return {
    recommendation,
    body,
    today,
    own,
    part: { number, text, locale, position: partPositionOn(part, today) },
    documents: own ? null : (await publicDocuments(db, DOCUMENTS_OFFERED, 0)).documents,
    given: before ? givenStatement(before) : {}
  }
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(partForm, await event.request.formData())
    if (!form.ok) return again(form.given, form.faults)
    const { reference, body: bodyId, part } = event.params
    const given = { ...form.values, reference, bodyId, partId: Number(part) }
    const stated = await statePart(contextOf(event.locals), given)
    if (!isRefusal(stated)) redirect(303, `/recommendations/${reference}/positions/${bodyId}?done=stated`)
    const standing = Number(stated.values?.statement)
    if (!standing) return again(form.given, [stated])
    const recommendation = await recommendationByReference(database(), reference)
    const said = (await answersOf(database(), recommendation!.id, bodyId))
      .flatMap(({ parts }) => parts)
      .flatMap(({ statements }) => statements)
    const stands = said.find(({ id }) => id === standing)
    return merge(form.given, stands, standing)
  }
}
