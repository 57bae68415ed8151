import type { ActionTables } from '#areas/actions/tables.ts'
import type { StandingTables } from '#areas/bodies/tables.ts'
import type { DeadlineTables } from '#areas/deadlines/tables.ts'
import type { DialogueTables } from '#areas/dialogues/tables.ts'
import type { DocumentTables } from '#areas/documents/tables.ts'
import type { BulkTables } from '#areas/bulk/tables.ts'
import type { FloorTables } from '#areas/floor/tables.ts'
import type { FollowUpTables } from '#areas/follow-up/tables.ts'
import type { PeopleTables } from '#areas/people/tables.ts'
import type { PracticeTables } from '#areas/practices/tables.ts'
import type { PreparationTables } from '#areas/preparation/tables.ts'
import type { PublicationTables } from '#areas/publication/tables.ts'
import type { RecordTables } from '#areas/tables.ts'
import type { WebhookTables } from '#areas/webhooks/tables.ts'

/** All tables, put together from the areas. An area whose migration adds tables adds its interface here. */
export type Database = RecordTables &
  ActionTables &
  BulkTables &
  DeadlineTables &
  DialogueTables &
  DocumentTables &
  FloorTables &
  FollowUpTables &
  PeopleTables &
  PracticeTables &
  PreparationTables &
  PublicationTables &
  StandingTables &
  WebhookTables
