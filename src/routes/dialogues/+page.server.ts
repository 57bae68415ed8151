import { dialogues } from '#areas/dialogues/public-store.server.ts'
import { instruments } from '#areas/instruments/public-store.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load() {
  const db = database()
  const [editions, adopted] = await Promise.all([dialogues(db), instruments(db)])
  // One line of time, the newest first: what was said in the room beside what was adopted outside it.
  const line = [
    ...editions.map((dialogue) => ({ day: dialogue.heldFrom, dialogue, instrument: null })),
    ...adopted.map((instrument) => ({ day: instrument.adoptedOn, dialogue: null, instrument }))
  ].sort((a, b) => (a.day < b.day ? 1 : -1))
  return { line, editions: editions.length }
}
