// Every message key there is, from the English files: a key that is not there is a type error. A new namespace is a
// file messages/en/<namespace>.json and a line here.
type Keys<Namespace extends string, Messages> = `${Namespace}.${keyof Messages & string}`

export type MessageKey =
  | Keys<'actions', typeof import('../../../messages/en/actions.json')>
  | Keys<'bulk', typeof import('../../../messages/en/bulk.json')>
  | Keys<'deadlines', typeof import('../../../messages/en/deadlines.json')>
  | Keys<'documents', typeof import('../../../messages/en/documents.json')>
  | Keys<'extraction', typeof import('../../../messages/en/extraction.json')>
  | Keys<'floor', typeof import('../../../messages/en/floor.json')>
  | Keys<'follow-up', typeof import('../../../messages/en/follow-up.json')>
  | Keys<'instruments', typeof import('../../../messages/en/instruments.json')>
  | Keys<'modality', typeof import('../../../messages/en/modality.json')>
  | Keys<'overview', typeof import('../../../messages/en/overview.json')>
  | Keys<'people', typeof import('../../../messages/en/people.json')>
  | Keys<'phone', typeof import('../../../messages/en/phone.json')>
  | Keys<'positions', typeof import('../../../messages/en/positions.json')>
  | Keys<'practices', typeof import('../../../messages/en/practices.json')>
  | Keys<'preparation', typeof import('../../../messages/en/preparation.json')>
  | Keys<'programme', typeof import('../../../messages/en/programme.json')>
  | Keys<'publication', typeof import('../../../messages/en/publication.json')>
  | Keys<'record', typeof import('../../../messages/en/record.json')>
  | Keys<'search', typeof import('../../../messages/en/search.json')>
  | Keys<'shell', typeof import('../../../messages/en/shell.json')>
  | Keys<'standing', typeof import('../../../messages/en/standing.json')>
  | Keys<'webhooks', typeof import('../../../messages/en/webhooks.json')>

export const NAMESPACES = [
  'actions',
  'bulk',
  'deadlines',
  'documents',
  'extraction',
  'floor',
  'follow-up',
  'instruments',
  'modality',
  'overview',
  'people',
  'phone',
  'positions',
  'practices',
  'preparation',
  'programme',
  'publication',
  'record',
  'search',
  'shell',
  'standing',
  'webhooks'
] as const
export type Namespace = (typeof NAMESPACES)[number]
