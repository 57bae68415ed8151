import { fail, redirect } from '@sveltejs/kit'
import { dialogues } from '#areas/dialogues/public-store.server.ts'
import { programmeOf } from '#areas/dialogues/versions-store.server.ts'
import { openMeeting } from '#areas/floor/actions.server.ts'
import { meetingsOf } from '#areas/floor/store.server.ts'
import { holds } from '#areas/people/actor.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const db = database()
  const editions = await dialogues(db)
  const withMeetings = await Promise.all(
    editions.map(async ({ id, title }) => ({
      id,
      title,
      meetings: await meetingsOf(db, id),
      // Without a programme there is nothing to open in the room.
      mayBeHeld: (await programmeOf(db, id)) !== undefined
    }))
  )
  return {
    editions: withMeetings,
    mayOpen: holds(locals.actor, 'secretariat', dayOf(locals.now))
  }
}

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData()
    const opened = await openMeeting(
      { db: database(), actor: locals.actor, now: locals.now },
      String(form.get('dialogue') ?? ''),
      form.get('rehearsal') === 'yes'
    )
    if (isRefusal(opened)) return fail(409, { refused: opened.refused })
    redirect(303, `/floor/${opened}/console`)
  }
}
