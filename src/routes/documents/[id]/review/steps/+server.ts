import { json } from '@sveltejs/kit'
import { documentAt } from '#areas/documents/door.server.ts'
import { takeSteps } from '#areas/documents/review-actions.server.ts'
import { stepsForm } from '#areas/documents/step-form.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { RequestHandler } from './$types'

/** Takes steps of a review: {after, steps} in, {taken, counts} or a refusal out. */
export const POST: RequestHandler = async (event) => {
  const { id } = await documentAt(event)
  const read = stepsForm.safeParse(await event.request.json().catch(() => null))
  if (!read.success) return json({ refused: 'documents.step_not_understood' }, { status: 400 })
  const outcome = await takeSteps(contextOf(event.locals), id, read.data.after, read.data.steps)
  return json(outcome, { status: isRefusal(outcome) ? 409 : 200 })
}
