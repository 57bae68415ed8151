import { error, fail, redirect } from '@sveltejs/kit'
import { contextOf } from '#areas/people/door.server.ts'
import { withdrawPractice } from '#areas/practices/actions.server.ts'
import { withdrawForm } from '#areas/practices/forms.ts'
import { history, sharesFor } from '#areas/practices/practice.ts'
import { wordingsOf } from '#areas/practices/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { idAt } from '#platform/http/address.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, url }) => {
  const id = idAt(params.id)
  const wordings = await wordingsOf(database(), id)
  const ordered = history(wordings.map((one) => ({ id: one.wordingId, corrects: one.corrects, wording: one })))
  const [practice, ...earlier] = ordered.map(({ wording }) => wording)
  if (!practice) error(404, 'no such practice')
  return {
    practice,
    earlier,
    sharedAt: ordered.at(-1)!.wording.recordedAt,
    mayChange: !practice.withdrawnAt && sharesFor(locals.actor, dayOf(locals.now)).includes(practice.bodyId),
    done: url.searchParams.get('done')
  }
}

export const actions: Actions = {
  withdraw: async (event) => {
    const form = readForm(withdrawForm, await event.request.formData())
    if (!form.ok) return fail(400, { faults: form.faults, given: form.given })
    const withdrawn = await withdrawPractice(contextOf(event.locals), idAt(event.params.id), form.values.reason)
    if (isRefusal(withdrawn)) return fail(400, { faults: [withdrawn], given: form.given })
    redirect(303, '?done=withdrawn')
  }
}
