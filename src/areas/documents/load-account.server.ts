import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { dataFilePath } from '#platform/files/data-file.server.ts'

export interface Account {
  readonly documentId: number
  readonly text: string
}

/** The sample's account of the 7th Dialogue as a document of the hall, known by its SHA-256. */
export async function loadAccount(tx: Transaction<Database>): Promise<Account> {
  const bytes = readFileSync(dataFilePath('dialogue-7', 'account.txt'))
  const { id } = await tx
    .insertInto('document')
    .values({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      size_bytes: bytes.length,
      media_type: 'text/plain',
      original_name: 'account.txt',
      received_from: null
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('document_description')
    .values({
      document_id: id,
      title: 'The seventh ASEAN Human Rights Dialogue: an account for the sample hall',
      kind: 'report',
      language: 'en',
      published_on: null,
      publisher: 'Balai',
      url: null,
      recorded_by: null
    })
    .execute()
  return { documentId: id, text: bytes.toString('utf8') }
}
