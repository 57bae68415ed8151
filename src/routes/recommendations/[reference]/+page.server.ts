import { error } from '@sveltejs/kit'
import { actionsForSheet } from '#areas/actions/load.server.ts'
import { duplicatesOf } from '#areas/follow-up/duplicates.server.ts'
import { splitsOf } from '#areas/follow-up/positions-store.server.ts'
import { entriesOf, stagesOf } from '#areas/follow-up/store.server.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import { sharesFor } from '#areas/practices/practice.ts'
import { practicesFor } from '#areas/practices/store.server.ts'
import { carriedInto } from '#areas/preparation/store.server.ts'
import { sheetOf } from '#areas/recommendations/public-store.server.ts'
import { wordingOf } from '#areas/recommendations/wording.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'

/** More than these stand on the page of its life. */
const DUPLICATES_SHOWN = 5

export async function load({ params, locals, url }) {
  const db = database()
  const sheet = await sheetOf(db, params.reference)
  if (!sheet) error(404, 'no such recommendation')
  const today = dayOf(locals.now)
  const [stages, duplicates, splits, entries] = await Promise.all([
    stagesOf(db, sheet.id),
    duplicatesOf(db, sheet.id, DUPLICATES_SHOWN),
    splitsOf(db, sheet.id),
    entriesOf(db, sheet.id)
  ])
  return {
    sheet,
    stages,
    carries: duplicates,
    splits,
    entries,
    ...(await actionsForSheet(db, sheet, locals.actor, today)),
    practices: await practicesFor(db, sheet.id),
    mayShare: sharesFor(locals.actor, today).length > 0,
    carried: await carriedInto(db, sheet.id),
    mayRecordStage: !authorise(POLICY, 'follow-up.record-stage', { actor: locals.actor, on: today }),
    wording: wordingOf(sheet.texts),
    address: `${url.origin}/recommendations/${sheet.reference}`,
    today
  }
}
