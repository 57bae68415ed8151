import { error } from '@sveltejs/kit'
import { delegationsOn } from '#areas/dialogues/delegations-store.server.ts'
import { dialogueById } from '#areas/dialogues/public-store.server.ts'
import { readTrialQuery } from '#areas/dialogues/trial-query.ts'
import { daysOf, tryOnPaper, turnLimit, withLimits } from '#areas/dialogues/trial.ts'
import { modalityOf, programmeOf } from '#areas/dialogues/versions-store.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ params, url }) {
  const db = database()
  const dialogue = await dialogueById(db, params.id)
  if (!dialogue) error(404, 'no such Dialogue')
  const [modality, programme] = await Promise.all([modalityOf(db, dialogue.id), programmeOf(db, dialogue.id)])
  if (!modality || !programme) error(404, 'nothing to try')
  const sitting = new Map(
    await Promise.all(
      daysOf(programme.what).map(async (day) => [day, await delegationsOn(db, dialogue.id, day)] as const)
    )
  )
  const query = readTrialQuery(url.searchParams, modality.what)
  const { days, seconds } = tryOnPaper(
    withLimits(modality.what, query.limits),
    programme.what,
    (day) => sitting.get(day) ?? [],
    query.percent / 100
  )
  const everybody = new Map([...sitting.values()].flat().map((one) => [one.bodyId, one]))
  return {
    dialogue,
    days,
    // The longest first; with equal time the order of names stands.
    delegations: [...everybody.values()]
      .map((one) => ({ ...one, minutes: (seconds.get(one.bodyId) ?? 0) / 60 }))
      .sort((a, b) => b.minutes - a.minutes),
    percent: query.percent,
    fields: modality.what.segments.map((rules) => ({
      key: rules.key,
      title: rules.title,
      minutes: (query.limits.get(rules.key) ?? turnLimit(rules)) / 60,
      tried: query.limits.has(rules.key)
    })),
    /** the most that a bar has to show */
    most: Math.max(
      1,
      ...days.flatMap(({ items }) => items.map(({ item, ifAll }) => Math.max(item.minutes, ifAll.minutes)))
    )
  }
}
