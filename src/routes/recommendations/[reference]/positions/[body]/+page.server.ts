import { error, fail, redirect } from '@sveltejs/kit'
import { stageOn } from '#areas/follow-up/life.ts'
import { withdrawStatement } from '#areas/follow-up/positions-actions.server.ts'
import { reportsFor } from '#areas/people/actor.ts'
import { withdrawForm } from '#areas/follow-up/positions-forms.ts'
import { answersOf, replyDaysOf, type Told } from '#areas/follow-up/positions-store.server.ts'
import { replyDayOf } from '#areas/follow-up/positions.ts'
import { addresseeOf, recommendationByReference, stagesOf } from '#areas/follow-up/store.server.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { POLICY } from '#areas/policies.ts'
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
  const [answers, replyDays, stages, wording] = await Promise.all([
    answersOf(db, recommendation.id, body.id),
    replyDaysOf(db, recommendation.id),
    stagesOf(db, recommendation.id),
    wordsOf(db, recommendation.id)
  ])
  const today = dayOf(locals.now)
  const stage = stageOn(stages, today)
  const may = (ownWords: boolean) =>
    !authorise(POLICY, 'positions.state', { actor: locals.actor, on: today, subject: { bodyId: body.id, ownWords } })
  const mayMend = (statement: Told) => may(statement.source === null && statement.documentId === null)
  return {
    recommendation,
    body,
    today,
    wording,
    replyDay: replyDayOf(replyDays),
    over: stage === 'withdrawn' || stage === 'consolidated',
    own: reportsFor(locals.actor, today, body.id),
    mayState: may(false),
    answers: answers.map((answer) => ({
      ...answer,
      mayMend: mayMend(answer),
      parts: answer.parts.map((part) => ({
        ...part,
        statements: part.statements.map((statement) => ({ ...statement, mayMend: mayMend(statement) }))
      }))
    })),
    done: url.searchParams.get('done')
  }
}

export const actions: Actions = {
  withdraw: async (event) => {
    const data = await event.request.formData()
    // Every statement's form has a field of its own for the reason.
    const field = `because-${String(data.get('of'))}-${String(data.get('statement'))}`
    data.set('because', data.get(field) ?? '')
    const form = readForm(withdrawForm, data)
    if (!form.ok) {
      return fail(400, { given: form.given, faults: form.faults.map((fault) => ({ ...fault, field })) })
    }
    const { of, statement, because } = form.values
    const withdrawn = await withdrawStatement(contextOf(event.locals), of, statement, because)
    if (isRefusal(withdrawn)) return fail(400, { given: form.given, faults: [withdrawn] })
    redirect(303, '?done=withdrawn')
  }
}
