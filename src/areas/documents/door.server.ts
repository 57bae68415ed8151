import { error } from '@sveltejs/kit'
import { openTo } from '#areas/people/door.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { documentById, isPublic, type StoredDocument } from './store.server.ts'

type Asked = { locals: App.Locals; url: URL; params: { id: string } }

/** The document of an address; stops where there is none. */
export async function documentAt({ params }: Pick<Asked, 'params'>): Promise<StoredDocument> {
  const id = /^[1-9]\d{0,14}$/.test(params.id) ? Number(params.id) : null
  const document = id === null ? undefined : await documentById(database(), id)
  if (!document) error(404, 'no such document')
  return document
}

/** A document that this person may read: a published one, or any for those who have the desk. */
export async function readableDocument(event: Asked): Promise<StoredDocument & { isPublic: boolean }> {
  const document = await documentAt(event)
  const open = await isPublic(database(), document.id)
  if (!open) openTo(event, 'documents.read-desk')
  return { ...document, isPublic: open }
}
