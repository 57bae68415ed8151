import { error, fail } from '@sveltejs/kit'
import { z } from 'zod'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import type { Correction } from '#areas/publication/correction.ts'
import { previewCorrections, saveCorrections } from '#areas/publication/corrections.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

const LARGEST_MB = 10

function checkAllowed(locals: App.Locals): void {
  const asked = { actor: locals.actor, on: dayOf(locals.now) }
  const refusal = authorise(POLICY, 'publication.correct', asked)
  if (refusal) error(locals.actor.kind === 'visitor' ? 401 : 403, refusal.refused)
}

export const load: PageServerLoad = ({ locals }) => checkAllowed(locals)

const Planned = z.array(
  z.object({
    id: z.number().int(),
    reference: z.string(),
    revision: z.string(),
    locale: z.string(),
    changes: z.array(
      z.object({ field: z.enum(['text', 'title', 'themes']), from: z.string(), to: z.string().max(20_000) })
    )
  })
)

export const actions: Actions = {
  check: async ({ request, locals }) => {
    checkAllowed(locals)
    const form = await request.formData()
    const file = form.get('file')
    const reason = String(form.get('reason') ?? '').trim()
    const faults: Refusal[] = []
    if (!(file instanceof File) || file.size === 0) faults.push(refuse('search.fault_no_file', undefined, 'file'))
    else if (file.size > LARGEST_MB * 1e6) faults.push(refuse('search.fault_too_large', { size: LARGEST_MB }, 'file'))
    if (!reason) faults.push(refuse('search.fault_no_reason', undefined, 'reason'))
    if (faults.length || !(file instanceof File)) return fail(400, { faults, reason })
    const plan = await previewCorrections(database(), await file.text())
    return isRefusal(plan) ? fail(400, { faults: [plan], reason }) : { plan, reason }
  },
  save: async ({ request, locals }) => {
    const form = await request.formData()
    const reason = String(form.get('reason') ?? '').trim()
    const planned = Planned.safeParse(readJson(String(form.get('corrections') ?? '')))
    if (!planned.success || !reason)
      return fail(400, { faults: [refuse('search.fault_no_file', undefined, 'file')], reason })
    const context = { db: database(), actor: locals.actor, now: locals.now }
    const saved = await saveCorrections(context, planned.data as Correction[], reason)
    return isRefusal(saved) ? fail(400, { faults: [saved], reason }) : { saved: saved.corrected }
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
