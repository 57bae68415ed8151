import { mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import { parseArgs } from 'node:util'
import { workReminders } from '#areas/deadlines/jobs.server.ts'
import { resumeReadings, workReadings } from '#areas/documents/jobs.server.ts'
import { keepSampleAccount } from '#areas/documents/sample-account.server.ts'
import { receiveLeftUploads } from '#areas/documents/uploads.server.ts'
import { resumeHistory, workHistory } from '#areas/bulk/history-jobs.server.ts'
import { followMeetings } from '#areas/floor/live.server.ts'
import { firstSecretariatLink, loadCast } from '#areas/people/opening.server.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { workWebhooks } from '#areas/webhooks/jobs.server.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { openDatabase, REAL_HALL_CLOCK, type OpenDatabase } from '#platform/db/open.server.ts'
import { prepareJobs, startJobs, stopJobs } from '#platform/jobs/jobs.server.ts'
import { workMail } from '#platform/mail/mail.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import { readSettings, type Settings } from '#platform/settings.ts'
import { openDoor } from '../server.ts'
import { build } from './built.ts'

export const usage = 'start [--empty]         open the hall; --empty: a real one, without the sample and its people'

/** Builds, opens the database, opens the hall and its door, and stays until it is told to stop. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { empty: { type: 'boolean', default: false } } })
  const settings = readSettings()
  if (values.empty && settings.clock) {
    console.error(REAL_HALL_CLOCK)
    return 1
  }
  if (!build()) return 1
  mkdirSync(settings.dataFolder, { recursive: true })
  const opened = await openDatabase(settings)
  try {
    const mode = await open(opened, values.empty)
    const meetings = followMeetings(opened.db, settings, systemClock)
    const door = await openDoor(settings, meetings.handle).catch((error: NodeJS.ErrnoException) => {
      console.error(sentenceOf(error, settings))
      return null
    })
    if (!door) {
      await meetings.close()
      return 1
    }
    await greet(opened, settings, mode)
    await untilTold()
    console.log('Closing the hall.')
    await meetings.close()
    await close(door)
    return 0
  } finally {
    await stopJobs()
    await opened.close()
  }
}

async function open({ db }: OpenDatabase, empty: boolean): Promise<'demonstration' | 'real'> {
  const settings = readSettings()
  await prepareJobs(db)
  const hall = await openHall({
    db,
    mode: empty ? 'real' : 'demonstration',
    now: systemClock(),
    afterLoad: [
      async (tx, mode, now) => (mode === 'demonstration' ? loadCast(tx, now) : undefined),
      async (tx, mode, now) => (mode === 'demonstration' ? keepSampleAccount(tx, settings.dataFolder, now) : undefined)
    ]
  })
  if (isRefusal(hall)) throw new Error(hall.refused)
  if (empty && hall.mode === 'demonstration') {
    console.error('This data folder holds a demonstration, and stays one: set BALAI_DATA to another for a real hall.')
  }
  await workMail(db, settings, systemClock)
  await workReadings(db, settings.dataFolder, systemClock)
  await workHistory(db, settings.dataFolder, systemClock)
  await workWebhooks(db, settings, systemClock)
  await receiveLeftUploads({ db, actor: { kind: 'system', name: 'hall' }, now: systemClock() }, settings.dataFolder)
  await resumeReadings(db)
  await resumeHistory(db)
  await workReminders(db, settings.origin, systemClock)
  await startJobs(db)
  return hall.mode
}

async function greet({ db }: OpenDatabase, settings: Settings, mode: 'demonstration' | 'real'): Promise<void> {
  console.log(`The hall is open: ${settings.origin}`)
  if (mode === 'demonstration') {
    console.log('It is a demonstration: sign in as anyone of its invented people. Stop it with Ctrl+C.')
    return
  }
  const somebody = await db.selectFrom('account').select('id').limit(1).executeTakeFirst()
  if (somebody) return
  const link = await firstSecretariatLink(db, settings.origin, systemClock())
  console.log(`Nobody has an account yet. This link makes the first one, of the secretariat, once:\n${link}`)
}

function sentenceOf(error: NodeJS.ErrnoException, { host, port }: Settings): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is in use, perhaps by a hall that is open already. Stop that, or set PORT to another.`
  }
  if (error.code === 'EACCES') return `This user may not listen on port ${port}. Set PORT to one above 1023.`
  if (error.code === 'EADDRNOTAVAIL') return `This machine has no address ${host}. Set HOST to one that it has.`
  throw error
}

/** Resolves at the first signal to stop; the second one ends the process at once. */
function untilTold(): Promise<void> {
  return new Promise((told) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        told()
        process.once(signal, () => process.exit(1))
      })
    }
  })
}

async function close(door: Server): Promise<void> {
  const closed = new Promise<void>((done) => {
    door.close(() => done())
  })
  door.closeIdleConnections()
  const slow = setTimeout(() => door.closeAllConnections(), 10_000)
  await closed
  clearTimeout(slow)
}
