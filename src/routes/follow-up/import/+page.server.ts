import { fail, redirect } from '@sveltejs/kit'
import { bulkFiles } from '#areas/bulk/store.server.ts'
import { withFormFile } from '#areas/bulk/door.server.ts'
import { receiveHistory } from '#areas/bulk/history-actions.server.ts'
import { LARGEST_HISTORY_MB } from '#areas/bulk/history-file.server.ts'
import { CODED_COLUMNS } from '#areas/bulk/history.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import type { Actions, PageServerLoad } from './$types'

const SHOWN = 50

export const load: PageServerLoad = async (event) => {
  openTo(event, 'bulk.receive-history')
  return {
    files: await bulkFiles(database(), ['history'], SHOWN),
    columns: CODED_COLUMNS,
    largest_MB: LARGEST_HISTORY_MB
  }
}

export const actions: Actions = {
  default: async (event) => {
    openTo(event, 'bulk.receive-history')
    const received = await withFormFile(await event.request.formData(), (arrival) =>
      receiveHistory(contextOf(event.locals), readSettings().dataFolder, arrival)
    )
    if (isRefusal(received)) return fail(400, { faults: [received] })
    redirect(303, `/follow-up/import/${received.fileId}`)
  }
}
