import { parentPort, workerData } from 'node:worker_threads'
import { isRefusal } from '#platform/refusal.ts'
import { codedRows } from './history-file.server.ts'
import { pastRecommendations } from './history.ts'
import { readSheetFile } from './sheet-file.server.ts'
import { findTable } from './sheet.ts'
import type { TableAnswer, ToLookAt } from './tables-apart.server.ts'

// The thread in which a table is read: see tables-apart.server.ts.

async function read(asked: ToLookAt): Promise<TableAnswer> {
  if (asked.kind === 'sheet') {
    const cells = await readSheetFile(asked.bytes)
    return isRefusal(cells) ? cells : findTable(cells, asked.headings)
  }
  const rows = codedRows(asked.bytes)
  return isRefusal(rows) ? rows : { rows: rows.length, ...pastRecommendations(rows) }
}

parentPort!.postMessage(await read(workerData as ToLookAt))
