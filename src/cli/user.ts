import { firstSecretariatLink } from '#areas/people/opening.server.ts'
import { listAccounts, mandatesOfMany } from '#areas/people/store.server.ts'
import { systemClock, dayOf } from '#platform/clock/clock.ts'
import { openDatabase } from '#platform/db/open.server.ts'
import { readSettings } from '#platform/settings.ts'

export const usage = 'user list | user link    people and their mandates; a one-time link for a secretariat account'

/** `user list` prints everybody, `user link` a one-time link. Returns the exit code. */
export async function run([command]: string[]): Promise<number> {
  if (command !== 'list' && command !== 'link') {
    console.error(`Usage: bin/balai ${usage}`)
    return 2
  }
  const { db, close } = await openDatabase()
  const now = systemClock()
  try {
    if (command === 'link') {
      console.log(await firstSecretariatLink(db, readSettings().origin, now))
      return 0
    }
    for (let page = 1; ; page++) {
      const { people } = await listAccounts(db, { words: '', role: null, on: dayOf(now), page })
      if (people.length === 0) return 0
      const mandates = await mandatesOfMany(
        db,
        people.map(({ id }) => id)
      )
      for (const { id, name, email } of people) {
        const held = mandates.filter(({ accountId }) => accountId === id)
        const offices = held.map(({ role, duty, bodyId }) => [role, duty, bodyId].filter(Boolean).join(' '))
        console.log(`${id}\t${name}\t${email}\t${offices.join('; ')}`)
      }
    }
  } finally {
    await close()
  }
}
