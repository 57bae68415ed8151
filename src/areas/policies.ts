import { policy as documents } from './documents/policy.ts'
import { policy as followUp } from './follow-up/policy.ts'
import { policy as instruments } from './instruments/policy.ts'
import type { Policy } from './people/authorisation.ts'
import { policy as people } from './people/policy.ts'
import { policy as preparation } from './preparation/policy.ts'
import { policy as publication } from './publication/policy.ts'

/** Who may do what, over all areas. Each area's policy.ts says it for its own nouns. */
export const POLICY: Policy = { ...documents, ...followUp, ...instruments, ...people, ...preparation, ...publication }
