import { error } from '@sveltejs/kit'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readCommand } from './command.ts'
import { carryOut } from './commands.server.ts'
import { factsOf } from './facts.server.ts'
import { floorOf } from './floor.ts'
import { viewerOf } from './policy.ts'
import { rightsOf } from './rights.server.ts'
import { eventsAfter, meetingById } from './store.server.ts'
import { recordOf } from './record.ts'
import { viewOf } from './view.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'

interface Asking {
  readonly params: { readonly meeting?: string }
  readonly locals: App.Locals
}

/** What every page of a meeting begins with: the meeting as this person may see it, drawn on the server. */
export async function meetingPage(asking: Asking) {
  const { meeting, rights, viewer, events, facts, floor } = await heldMeeting(asking, dayOf(asking.locals.now))
  return {
    meeting,
    rights,
    viewer,
    view: viewOf(floor, facts, events, viewer),
    /** the zone of the room, in which its times are told */
    timeZone: facts.programme.timeZone,
    /** the moment of the server for which it was drawn, ISO */
    at: asking.locals.now.toISOString()
  }
}

/** What is kept of a meeting. Who sat as what is asked for the day on which it was held. */
export async function recordedMeeting(asking: Asking) {
  const db = database()
  const newest = (await eventsAfter(db, asking.params.meeting ?? '', 0)).at(-1)
  const day = dayOf(newest ? new Date(newest.at) : asking.locals.now)
  const { viewer, events, facts, floor } = await heldMeeting(asking, day)
  return {
    record: recordOf(floor, facts, viewer),
    view: viewOf(floor, facts, events, viewer),
    timeZone: facts.programme.timeZone
  }
}

async function heldMeeting({ params, locals }: Asking, day: string) {
  const db = database()
  const meeting = await meetingById(db, params.meeting ?? '')
  if (!meeting) error(404, 'no such meeting')
  const rights = await rightsOf(db, meeting, locals.actor, locals.now)
  const viewer = viewerOf(locals.actor, dayOf(locals.now), rights)
  const events = await eventsAfter(db, meeting.id, 0)
  const facts = await factsOf(db, meeting, day)
  return { meeting, rights, viewer, events, facts, floor: floorOf(events, facts) }
}

/** A command that came as a form, from a page without script. */
export async function commandByForm(
  { params, locals }: Asking,
  form: FormData
): Promise<Refusal | { already?: string }> {
  const command = readCommand(Object.fromEntries([...form].filter(([, value]) => value !== '')))
  if (isRefusal(command)) return command
  const db = database()
  const meeting = await meetingById(db, params.meeting ?? '')
  if (!meeting) error(404, 'no such meeting')
  return carryOut(db, meeting.id, {
    command,
    actor: locals.actor,
    rights: await rightsOf(db, meeting, locals.actor, locals.now),
    now: locals.now
  })
}
