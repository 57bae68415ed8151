import { bodiesOn } from '#areas/bodies/public-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { isDay } from '#platform/clock/day.ts'
import { database } from '#platform/db/connect.server.ts'
import { refuse } from '#platform/refusal.ts'

export async function load({ url, locals }) {
  const today = dayOf(locals.now)
  const asked = url.searchParams.get('on')?.trim() ?? ''
  const wrong = asked !== '' && !isDay(asked)
  const day = asked === '' || wrong ? today : asked
  return {
    day,
    asked: asked || today,
    faults: wrong ? [refuse('record.on_wrong', { asked: asked.slice(0, 40) }, 'on')] : [],
    bodies: await bodiesOn(database(), day)
  }
}
