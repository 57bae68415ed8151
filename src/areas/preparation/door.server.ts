import { error } from '@sveltejs/kit'
import { openTo } from '#areas/people/door.server.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { isDay } from '#platform/clock/day.ts'
import { database } from '#platform/db/connect.server.ts'
import { preparationOf, type Preparation } from './store.server.ts'

interface Asking {
  readonly locals: App.Locals
  readonly url: URL
  readonly params: { readonly edition: string }
}

/** The number of the edition that an address names; 0, which no edition has, where it names none. */
export function editionOf({ edition }: { readonly edition?: string }): number {
  return /^[1-9]\d{0,2}$/.test(edition ?? '') ? Number(edition) : 0
}

/** The preparation that an address names, for those who may read it: everybody once it is published. */
export async function preparationFor(event: Asking): Promise<Preparation> {
  const preparation = await preparationOf(database(), editionOf(event.params))
  if (!preparation?.public) openTo(event, 'preparation.read-unpublished')
  if (!preparation) error(404, 'no such preparation')
  return preparation
}

export function mayPrepare(locals: App.Locals): boolean {
  return !authorise(POLICY, 'preparation.arrange', { actor: locals.actor, on: dayOf(locals.now) })
}

/** The day that an address asks for: today, unless it names one since the last edition. */
export function dayAsked({ url, locals }: Asking, preparation: Preparation): string {
  const today = dayOf(locals.now)
  const asked = url.searchParams.get('on')
  if (asked === null || asked === '') return today
  if (!isDay(asked) || asked > today || asked < preparation.afterDay) error(404, 'preparation.unknown_day')
  return asked
}
