import type { RequestEvent } from '@sveltejs/kit'
import { act, type Context } from '#areas/act.server.ts'
import { hall } from '#areas/publication/hall.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import { isLoopback, isLoopbackName } from './loopback.ts'
import { cast } from './opening.server.ts'
import type { DemonstrationDoor } from './policy.ts'

/**
 * What the demonstration's pages ask about a request. Both the connection and the name it was made to must be this
 * machine's: behind a proxy every connection is local, but the name isn't.
 */
export async function demonstrationDoor(
  event: Pick<RequestEvent, 'getClientAddress' | 'url'>
): Promise<DemonstrationDoor> {
  const { mode } = await hall(database())
  return {
    mode,
    local: isLoopback(event.getClientAddress()) && isLoopbackName(event.url.hostname),
    openToAll: readSettings().demonstrationPublic
  }
}

/** Whether that member of the cast may be signed in as; leaves the audit row. Returns the account's id. */
export async function signInAsCast(
  context: Context,
  door: DemonstrationDoor,
  memberId: string
): Promise<{ accountId: string } | Refusal> {
  return act(context, 'people.sign-in-as-cast', door, async () => {
    const member = cast().find(({ id }) => id === memberId)
    if (!member) return refuse('people.account_missing')
    return {
      result: { accountId: member.id },
      audit: { subjectKind: 'account', subjectId: member.id, details: { name: member.name } }
    }
  })
}
