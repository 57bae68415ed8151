// Every message key there is, from the English files: a key that is not there is a type error. A new namespace is a
// file messages/en/<namespace>.json and a line here.
type Keys<Namespace extends string, Messages> = `${Namespace}.${keyof Messages & string}`

export type MessageKey =
  | Keys<'documents', typeof import('../../../messages/en/documents.json')>
  | Keys<'extraction', typeof import('../../../messages/en/extraction.json')>
  | Keys<'follow-up', typeof import('../../../messages/en/follow-up.json')>
  | Keys<'instruments', typeof import('../../../messages/en/instruments.json')>
  | Keys<'people', typeof import('../../../messages/en/people.json')>
  | Keys<'preparation', typeof import('../../../messages/en/preparation.json')>
  | Keys<'publication', typeof import('../../../messages/en/publication.json')>
  | Keys<'record', typeof import('../../../messages/en/record.json')>
  | Keys<'shell', typeof import('../../../messages/en/shell.json')>
  | Keys<'search', typeof import('../../../messages/en/search.json')>

export const NAMESPACES = [
  'documents',
  'extraction',
  'follow-up',
  'instruments',
  'people',
  'preparation',
  'publication',
  'record',
  'shell',
  'search'
] as const
export type Namespace = (typeof NAMESPACES)[number]
