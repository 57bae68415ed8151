import { json } from '@sveltejs/kit'
import { z } from 'zod'
import { readCommand } from '#areas/floor/command.ts'
import { carryOut } from '#areas/floor/commands.server.ts'
import { rightsOf } from '#areas/floor/rights.server.ts'
import { meetingById } from '#areas/floor/store.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { MessageKey } from '#platform/i18n/keys.ts'
import type { RequestHandler } from './$types'

const envelope = z.object({ command: z.unknown(), commandId: z.string().min(8).max(64).optional() })

/** A command from a console or a phone, as JSON. Answers what it did, or why not in the language of the person. */
export const POST: RequestHandler = async ({ params, request, locals }) => {
  const t = translatorOf(locals.locale)
  const say = (status: number, key: string, values?: Readonly<Record<string, string | number>>) =>
    json({ refused: t(key as MessageKey, values) }, { status })
  const sent = envelope.safeParse(await request.json().catch(() => null))
  const command = readCommand(sent.data?.command)
  if (!sent.success) return say(400, 'floor.unreadable')
  if (isRefusal(command)) return say(400, command.refused, command.values)
  if (locals.actor.kind !== 'account') return say(401, 'floor.sign_in')
  const db = database()
  const meeting = await meetingById(db, params.meeting)
  if (!meeting) return say(404, 'floor.no_meeting')
  const rights = await rightsOf(db, meeting, locals.actor, locals.now)
  const { commandId } = sent.data
  const outcome = await carryOut(db, meeting.id, {
    command,
    actor: locals.actor,
    rights,
    now: locals.now,
    ...(commandId && { commandId })
  })
  if (isRefusal(outcome)) return say(409, outcome.refused, outcome.values)
  const { already, ...carried } = outcome
  return json({ ...carried, ...(already && { already: t(already as MessageKey) }) })
}
