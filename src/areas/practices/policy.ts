import type { Policy, Rule } from '#areas/people/authorisation.ts'
import { sharesFor } from './practice.ts'

/** A practice is shared, put right and taken back in the name of the State or NHRI whose it is. */
export interface Sharing {
  readonly bodyId: string
}

const inItsName: Rule = ({ actor, on, subject }) => {
  const asked = subject as Sharing | undefined
  return asked !== undefined && sharesFor(actor, on).includes(asked.bodyId)
}

export const policy: Policy = {
  'practices.share': inItsName,
  'practices.change': inItsName,
  'practices.withdraw': inItsName
}
