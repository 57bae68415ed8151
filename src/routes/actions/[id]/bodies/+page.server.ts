import { fail, redirect } from '@sveltejs/kit'
import { bodyForm } from '#areas/actions/forms.ts'
import { joinAction, leaveAction } from '#areas/actions/joining-actions.server.ts'
import { actionOf } from '#areas/actions/page.server.ts'
import { leaderOn, ownBodies } from '#areas/actions/store.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Context } from '#areas/act.server.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event
  if (locals.actor.kind === 'visitor') redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`)
  const { sheet } = await actionOf(event)
  const today = dayOf(locals.now)
  const [own, leader] = await Promise.all([
    ownBodies(database(), locals.actor, today),
    leaderOn(database(), sheet.id, today)
  ])
  const held = (id: string) => sheet.parts.find((part) => part.id === id && part.until === null)?.part ?? null
  return {
    id: sheet.id,
    title: sheet.plan.title,
    today,
    led: leader !== null,
    own: own.map(({ id, name, accredited }) => ({
      id,
      name,
      accredited,
      part: held(id),
      knowsIt: sheet.parts.some((part) => part.id === id)
    }))
  }
}

type Given = { body: string; on: string }
type Doing = (context: Context, actionId: number, given: Given) => Promise<{ id: number } | Refusal>

async function told(event: RequestEvent, doing: Doing) {
  const form = readForm(bodyForm, await event.request.formData())
  if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
  const { sheet } = await actionOf(event)
  const outcome = await doing(contextOf(event.locals), sheet.id, form.values)
  if (isRefusal(outcome)) return fail(400, { given: form.given, faults: [outcome] })
  redirect(303, `/actions/${sheet.id}?done=bodies`)
}

export const actions: Actions = {
  join: (event) => told(event, (context, id, given) => joinAction(context, id, { ...given, part: 'joins' })),
  lead: (event) => told(event, (context, id, given) => joinAction(context, id, { ...given, part: 'leads' })),
  leave: (event) => told(event, leaveAction)
}
