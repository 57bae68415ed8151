import { readSettings } from '#platform/settings.ts'
import type { GivenEvidence } from './evidence-store.server.ts'

/** The files of a form, and which of the corrected entry's stay. A field left empty comes as a file without a name. */
export async function readEvidence(form: FormData): Promise<GivenEvidence> {
  const chosen = form.getAll('files').filter((file) => file instanceof File && (file.name !== '' || file.size > 0))
  const files = await Promise.all(
    (chosen as File[]).map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }))
  )
  const keeps = form.getAll('keep').map(Number).filter(Number.isSafeInteger)
  return { dataFolder: readSettings().dataFolder, files, keeps }
}
