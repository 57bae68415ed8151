import { sql } from 'kysely'
import { BY_NUMBER, OF_RECOMMENDATION, type Listing } from '../listing.server.ts'
import { ReplyDay } from './shapes.ts'

export const replyDays: Listing = {
  kind: 'reply-days',
  one: 'reply day',
  about: 'Days until which replies to recommendations are asked for, with their history',
  description: 'A day that was moved or taken away stays, with the reason.',
  shape: ReplyDay,
  columns: sql`x.id, r.reference as recommendation, x.due_on as "dueOn", x.source, x.source_url as "sourceUrl",
    x.because as reason, x.withdrawn, x.corrects, c.id as "correctedBy",
    not x.withdrawn and c.id is null as stands, x.recorded_at as "recordedAt"`,
  table: sql`reply_day x join recommendation r on r.id = x.recommendation_id left join reply_day c on c.corrects = x.id`,
  key: BY_NUMBER,
  filters: { recommendation: OF_RECOMMENDATION },
  page: ({ recommendation }) => `/recommendations/${recommendation}`
}
