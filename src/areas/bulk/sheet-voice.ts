import { isHeld, type Actor } from '#areas/people/actor.ts'
import type { Voice } from '#areas/follow-up/voice.ts'

/** The voices in which somebody can speak about one State or another: which ones, voicesAbout tells. */
export function heldVoices(actor: Actor, on: string): readonly Voice[] {
  if (actor.kind !== 'account') return []
  const voices = actor.mandates.flatMap((mandate): Voice[] => {
    const by = mandate.bodyId
    if (by === null || !isHeld(mandate, on)) return []
    if (mandate.role === 'focal-point') return mandate.duty === 'validating' ? [] : [{ track: 'state', by }]
    if (mandate.role === 'nhri' || mandate.role === 'cso') return [{ track: 'stakeholder', by }]
    return mandate.role === 'chair' ? [{ track: 'body', by }] : []
  })
  return [...new Map(voices.map((voice) => [voiceKey(voice), voice])).values()]
}

/** 'state/TH', as addresses and forms name a voice. */
export function voiceKey({ track, by }: Voice): string {
  return `${track}/${by}`
}
