import { isHeld, type Actor } from '#areas/people/actor.ts'
import { voiceOf, type Voice } from '#areas/follow-up/voice.ts'

/** The voices in which somebody can speak about one State or another: which ones, voicesAbout tells. */
export function heldVoices(actor: Actor, on: string): readonly Voice[] {
  if (actor.kind !== 'account') return []
  const voices = actor.mandates.filter((mandate) => isHeld(mandate, on)).flatMap((mandate) => voiceOf(mandate) ?? [])
  return [...new Map(voices.map((voice) => [voiceKey(voice), voice])).values()]
}

/** 'state/TH', as addresses and forms name a voice. */
export function voiceKey({ track, by }: Voice): string {
  return `${track}/${by}`
}
