import { error, fail, redirect } from '@sveltejs/kit'
import { withdrawReplyDayForm, replyDayForm } from '#areas/follow-up/positions-forms.ts'
import { isOver } from '#areas/follow-up/life.ts'
import { stagesOf } from '#areas/follow-up/store.server.ts'
import { replyDaysOf, splitsOf } from '#areas/follow-up/positions-store.server.ts'
import { newestReplyDay, replyDayOf } from '#areas/follow-up/positions.ts'
import { setReplyDay } from '#areas/follow-up/reply-day-actions.server.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { POLICY } from '#areas/policies.ts'
import { sheetOf } from '#areas/recommendations/public-store.server.ts'
import { wordingOf } from '#areas/recommendations/wording.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, url }) => {
  const db = database()
  const sheet = await sheetOf(db, params.reference)
  if (!sheet) error(404, 'no such recommendation')
  const today = dayOf(locals.now)
  const [splits, replyDays, stages] = await Promise.all([
    splitsOf(db, sheet.id),
    replyDaysOf(db, sheet.id),
    stagesOf(db, sheet.id)
  ])
  return {
    reference: sheet.reference,
    addressees: sheet.addressees,
    wording: wordingOf(sheet.texts),
    splits,
    over: isOver(stages, today),
    replyDays,
    newest: newestReplyDay(replyDays),
    replyDay: replyDayOf(replyDays),
    today,
    maySetDay: !authorise(POLICY, 'positions.set-reply-day', { actor: locals.actor, on: today }),
    done: url.searchParams.get('done')
  }
}

export const actions: Actions = {
  set: async (event) => {
    const form = readForm(replyDayForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    const { reference } = event.params
    const set = await setReplyDay(contextOf(event.locals), { reference, ...form.values })
    if (isRefusal(set)) return fail(400, { given: form.given, faults: [set] })
    redirect(303, '?done=set')
  },
  withdraw: async (event) => {
    const form = readForm(withdrawReplyDayForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    const { reference } = event.params
    const row = newestReplyDay(await replyDaysAt(reference))
    const { source = '', sourceUrl = null } = row ?? {}
    const withdrawn = await setReplyDay(contextOf(event.locals), {
      reference,
      dueOn: null,
      source,
      sourceUrl,
      ...form.values
    })
    if (isRefusal(withdrawn)) return fail(400, { given: form.given, faults: [withdrawn] })
    redirect(303, '?done=day-withdrawn')
  }
}

async function replyDaysAt(reference: string) {
  const sheet = await sheetOf(database(), reference)
  return sheet ? replyDaysOf(database(), sheet.id) : []
}
