import { accreditationDecisions, accreditations } from './follow-up/accreditations.server.ts'
import { actions } from './follow-up/actions.server.ts'
import { events } from './follow-up/events.server.ts'
import { institutionSteps } from './follow-up/institution-steps.server.ts'
import { indicatorValues, milestones } from './follow-up/plans.server.ts'
import { positions } from './follow-up/positions.server.ts'
import { practices } from './follow-up/practices.server.ts'
import { preparations } from './follow-up/preparations.server.ts'
import { progress } from './follow-up/progress.server.ts'
import { replyDays } from './follow-up/reply-days.server.ts'
import { scales } from './follow-up/scales.server.ts'
import { stages } from './follow-up/stages.server.ts'
import { status } from './follow-up/status.server.ts'
import type { Listing } from './listing.server.ts'

/**
 * What the API and the exports say of the follow-up, a file for each list. Another list is a file beside these and a line
 * here: it is then in the API, its description and its readable page, and in every export.
 */
export const FOLLOW_UP: readonly Listing[] = [
  status,
  stages,
  positions,
  replyDays,
  progress,
  scales,
  actions,
  milestones,
  indicatorValues,
  practices,
  institutionSteps,
  accreditations,
  accreditationDecisions,
  preparations,
  events
]
