import { policy as actions } from './actions/policy.ts'
import { policy as standing } from './bodies/policy.ts'
import { policy as deadlines } from './deadlines/policy.ts'
import { policy as documents } from './documents/policy.ts'
import { policy as bulk } from '#areas/bulk/policy.ts'
import { policy as floor } from './floor/policy.ts'
import { policy as followUp } from './follow-up/policy.ts'
import { policy as instruments } from './instruments/policy.ts'
import type { Policy } from './people/authorisation.ts'
import { policy as people } from './people/policy.ts'
import { policy as practices } from './practices/policy.ts'
import { policy as preparation } from './preparation/policy.ts'
import { policy as publication } from './publication/policy.ts'
import { policy as webhooks } from './webhooks/policy.ts'

/** Who may do what, over all areas. Each area's policy.ts says it for its own nouns. */
export const POLICY: Policy = {
  ...actions,
  ...bulk,
  ...deadlines,
  ...documents,
  ...floor,
  ...followUp,
  ...instruments,
  ...people,
  ...practices,
  ...preparation,
  ...publication,
  ...standing,
  ...webhooks
}
