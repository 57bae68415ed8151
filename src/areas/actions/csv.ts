import { localised } from '#platform/i18n/locales.ts'
import type { ListedAction } from './list-store.server.ts'

/** The columns of the export, in English for machines; bodies by their stable id beside the name. */
export const COLUMNS = [
  'id',
  'url',
  'title',
  'language',
  'status',
  'begins_on',
  'due_on',
  'last_step_on',
  'led_by',
  'led_by_name',
  'joined_by',
  'recommendations',
  'milestones_reached',
  'milestones_overdue',
  'milestones',
  'source'
] as const

/** An action as a line of the spreadsheet, in the order of its columns. */
export function csvRow(action: ListedAction, origin: string): string[] {
  return [
    String(action.id),
    `${origin}/actions/${action.id}`,
    action.title,
    action.locale,
    action.status,
    action.beginsOn,
    action.dueOn ?? '',
    action.since ?? '',
    action.leader?.id ?? '',
    localised(action.leader?.name, 'en').text,
    action.joining.map(({ id }) => id).join('; '),
    action.recommendations.join('; '),
    String(action.milestones.reached),
    String(action.milestones.overdue),
    String(action.milestones.total),
    action.source ?? ''
  ]
}
