import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { error, redirect } from '@sveltejs/kit'
import { cleanName } from '#areas/documents/actions.server.ts'
import { holds } from '#areas/people/actor.ts'
import { openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { idAt } from '#platform/http/address.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { bulkFile, type BulkFile } from './store.server.ts'
import type { BulkKind } from './tables.ts'
import { heldVoices } from './sheet-voice.ts'
import type { Voice } from '#areas/follow-up/voice.ts'

/** The file of an address; stops where there is none of these kinds. */
export async function bulkFileAt(params: { id: string }, kinds: readonly BulkKind[]): Promise<BulkFile> {
  const file = await bulkFile(database(), idAt(params.id))
  if (!file || !kinds.includes(file.kind)) error(404, 'no such file')
  return file
}

/** The file that a form brought, written where it can be read, for as long as `receive` takes. */
export async function withFormFile<Result>(
  form: FormData,
  receive: (arrival: { path: string; originalName: string }) => Promise<Result | Refusal>
): Promise<Result | Refusal> {
  const file = form.get('file')
  if (!(file instanceof File) || file.name === '') return refuse('bulk.file_missing', undefined, 'file')
  const folder = await mkdtemp(join(tmpdir(), 'balai-form-'))
  try {
    const path = join(folder, 'file')
    await writeFile(path, file.stream())
    const received = await receive({ path, originalName: cleanName(file.name) })
    return isRefusal(received) ? { ...received, field: 'file' } : received
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Asked = { locals: App.Locals; url: URL }

export interface OpenSheets {
  readonly voices: readonly Voice[]
  /** positions are written down by the secretariat */
  readonly positions: boolean
}

/** The sheets that this person fills; stops where there is none. */
export function sheetsOpenTo({ locals, url }: Asked): OpenSheets {
  const { actor, now } = locals
  if (actor.kind === 'visitor') redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`)
  const voices = heldVoices(actor, dayOf(now))
  const positions = holds(actor, 'secretariat', dayOf(now))
  if (!voices.length && !positions) error(403, 'shell.refused_role')
  return { voices, positions }
}

/** The sheet of an address, for those who speak in its voice. */
export async function sheetAt(event: Asked & { params: { id: string } }): Promise<BulkFile> {
  sheetsOpenTo(event)
  const file = await bulkFileAt(event.params, ['progress', 'positions'])
  const voice = file.track && file.by ? { track: file.track, by: file.by } : undefined
  openTo(event, `bulk.receive-${file.kind}`, voice)
  return file
}
