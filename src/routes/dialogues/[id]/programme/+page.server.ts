import { error } from '@sveltejs/kit'
import { dialogueById } from '#areas/dialogues/public-store.server.ts'
import { byDay, isOn, spanOf, timeIn } from '#areas/dialogues/timetable.ts'
import { programmeOf } from '#areas/dialogues/versions-store.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ params, locals }) {
  const db = database()
  const dialogue = await dialogueById(db, params.id)
  if (!dialogue) error(404, 'no such Dialogue')
  const programme = (await programmeOf(db, dialogue.id))?.what
  const days = (programme ? byDay(programme) : []).map(({ day, items }) => ({
    day,
    items: items.map((item) => ({
      ...item,
      time: timeIn(programme?.timeZone ?? 'UTC', spanOf(item).from),
      on: isOn(item, locals.now.getTime())
    }))
  }))
  return { dialogue, days, timeZone: programme?.timeZone, note: programme?.note }
}
