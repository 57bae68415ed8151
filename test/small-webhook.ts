import type { Context } from '#areas/act.server.ts'
import { speak } from '#areas/follow-up/actions.server.ts'
import { addReceiver } from '#areas/webhooks/actions.server.ts'
import type { EventKind } from '#areas/webhooks/events.ts'
import { done } from './demonstration.ts'

/** A hall that may send to a receiver on this machine. */
export const OUTWARD = {
  origin: 'https://hall.example',
  reach: 'public-and-loopback',
  hallSecret: 's'.repeat(40)
} as const

/** A receiver registered at that address, which wants to hear of those kinds. */
export function registered(
  context: Context,
  address: string,
  kinds: readonly EventKind[] = ['progress.published', 'progress.retracted']
) {
  return done(addReceiver(context, OUTWARD, { name: 'Komnas HAM, website', address, kinds }))
}

/** Indonesia's report on a recommendation to it, said by whoever may. Returns its number. */
export async function reported(context: Context, text: string): Promise<number> {
  const said = await done(
    speak(context, {
      reference: 'AHRD7-R3',
      aboutBodyId: 'ID',
      track: 'state',
      byBodyId: 'ID',
      scaleId: 'balai',
      grade: 'under-way',
      observedOn: '2026-02-01',
      text,
      locale: 'en',
      evidence: null,
      evidenceUrl: null,
      corrects: null
    })
  )
  return said.id
}
