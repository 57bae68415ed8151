import type { Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { dataFilePath } from '#platform/files/data-file.server.ts'
import { enqueue } from '#platform/jobs/jobs.server.ts'
import { READING_JOB } from './actions.server.ts'
import { keepOriginal } from './originals.server.ts'
import { documentBySha256, insertReceipt, insertRequest } from './store.server.ts'

/**
 * Keeps the sample's account of the 7th Dialogue as an original and asks for its text. Its recommendations are in the
 * record already, so none is proposed.
 */
export async function keepSampleAccount(tx: Transaction<Database>, dataFolder: string, now: Date): Promise<void> {
  const { sha256 } = await keepOriginal(dataFolder, dataFilePath('dialogue-7', 'account.txt'))
  const document = await documentBySha256(tx, sha256)
  if (!document) throw new Error('the account of the sample hall is no document of the record')
  await insertReceipt(tx, document.id, { originalName: document.originalName, way: 'sample', at: now, by: null })
  const requestId = await insertRequest(tx, {
    documentId: document.id,
    recogniseIn: null,
    proposes: false,
    at: now,
    by: null
  })
  await enqueue(tx, READING_JOB, { requestId })
}
