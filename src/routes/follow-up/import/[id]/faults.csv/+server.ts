import { error } from '@sveltejs/kit'
import { stringify } from 'csv-stringify/sync'
import { bulkFileAt } from '#areas/bulk/door.server.ts'
import { previewHistory } from '#areas/bulk/history-actions.server.ts'
import { openTo } from '#areas/people/door.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'

/** Every row of the file that can't enter, with the reason in the reader's language. */
export async function GET(event) {
  openTo(event, 'bulk.receive-history')
  const file = await bulkFileAt(event.params, ['history'])
  const preview = await previewHistory(database(), readSettings().dataFolder, file)
  if (isRefusal(preview)) error(404, preview.refused)
  const t = translatorOf(event.locals.locale)
  const rows = preview.faults.map(({ row, reason }) => [row, t.dynamic(reason.refused, reason.values)])
  return new Response(stringify([[t('bulk.row'), t('bulk.fault')], ...rows], { bom: true, escape_formulas: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="faults-of-import-${file.id}.csv"`
    }
  })
}
