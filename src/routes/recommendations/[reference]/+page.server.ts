import { error } from '@sveltejs/kit'
import { consolidatedInto, entriesOf, stagesOf } from '#areas/follow-up/store.server.ts'
import { carriedInto } from '#areas/preparation/store.server.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import { sheetOf } from '#areas/recommendations/public-store.server.ts'
import { wordingOf } from '#areas/recommendations/wording.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ params, locals, url }) {
  const db = database()
  const sheet = await sheetOf(db, params.reference)
  if (!sheet) error(404, 'no such recommendation')
  const today = dayOf(locals.now)
  const [stages, carries, entries] = await Promise.all([
    stagesOf(db, sheet.id),
    consolidatedInto(db, sheet.id),
    entriesOf(db, sheet.id)
  ])
  return {
    sheet,
    stages,
    carries,
    entries,
    carried: await carriedInto(db, sheet.id),
    mayRecordStage: !authorise(POLICY, 'follow-up.record-stage', { actor: locals.actor, on: today }),
    wording: wordingOf(sheet.texts),
    address: `${url.origin}/recommendations/${sheet.reference}`,
    today
  }
}
