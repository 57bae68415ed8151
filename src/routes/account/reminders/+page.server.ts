import { fail, redirect } from '@sveltejs/kit'
import { chooseReminders, endCalendar, makeCalendar } from '#areas/deadlines/actions.server.ts'
import { addressMadeAt } from '#areas/deadlines/address-store.server.ts'
import { choiceForm } from '#areas/deadlines/forms.ts'
import { schemeOn } from '#areas/deadlines/scheme-store.server.ts'
import { recipients } from '#areas/deadlines/store.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import type { Actions, PageServerLoad } from './$types'

const ownId = ({ actor }: App.Locals) => (actor.kind === 'account' ? actor.id : '')

export const load: PageServerLoad = async (event) => {
  const accountId = ownId(event.locals)
  openTo(event, 'deadlines.choose-reminders', { accountId })
  const db = database()
  const [[person], madeAt, scheme] = await Promise.all([
    recipients(db, [accountId]),
    addressMadeAt(db, accountId),
    schemeOn(db, dayOf(event.locals.now))
  ])
  return { person: person!, madeAt, scheme, done: event.url.searchParams.get('done') }
}

export const actions: Actions = {
  choose: async ({ request, locals }) => {
    const form = readForm(choiceForm, await request.formData())
    if (!form.ok) return fail(400, { faults: form.faults })
    const chosen = await chooseReminders(contextOf(locals), ownId(locals), form.values.choice)
    if (isRefusal(chosen)) return fail(403, { faults: [chosen] })
    redirect(303, '/account/reminders?done=chosen')
  },
  // The address stands in this answer alone: it is nowhere kept, so a redirect would lose it.
  'make-calendar': async ({ locals, setHeaders }) => {
    const made = await makeCalendar(contextOf(locals), ownId(locals))
    if (isRefusal(made)) return fail(403, { faults: [made] })
    setHeaders({ 'cache-control': 'no-store' })
    return { address: `${readSettings().origin}/calendar/${made.token}.ics` }
  },
  'end-calendar': async ({ locals }) => {
    const ended = await endCalendar(contextOf(locals), ownId(locals))
    if (isRefusal(ended)) return fail(400, { faults: [ended] })
    redirect(303, '/account/reminders?done=ended')
  }
}
