import { confirmCarryOver, openPreparation, publish } from '#areas/preparation/actions.server.ts'
import { YEAR_days } from './days.ts'
import { invented, titled } from './invented.ts'
import type { Moment, Telling } from './moment.ts'

const EDITION = 8

/** The preparation of the next edition, on the day on which the story is told. */
export function preparing({ on }: Telling): Moment[] {
  const ratna = (act: Moment['act']): Moment => ({ day: YEAR_days, who: 'ratna-wijayakusuma', act })
  return [
    ratna((context) =>
      openPreparation(context, {
        edition: EDITION,
        heldFrom: on(364),
        heldUntil: on(365),
        place: titled('a hall by the sea'),
        source: invented('note of the Chair'),
        sourceUrl: null
      })
    ),
    ratna((context) => confirmCarryOver(context, EDITION)),
    ratna((context) => publish(context, EDITION))
  ]
}
