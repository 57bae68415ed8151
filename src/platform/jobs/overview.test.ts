import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '#test/database.ts'
import { enqueue, nextOf, prepareJobs, repeat, schedule, startJobs, stopJobs, work } from './jobs.server.ts'
import { jobCounts, jobsPage, lastJob, lockedJob } from './overview.server.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
  await prepareJobs(fresh.db)
})
afterAll(async () => {
  await stopJobs()
  await fresh?.close()
})

async function until<T>(read: () => Promise<T | undefined | false>): Promise<T> {
  const stop = Date.now() + 20_000
  for (;;) {
    const found = await read()
    if (found) return found
    if (Date.now() > stop) throw new Error('waited 20 s for a job')
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 50)
    })
  }
}

test('a job is seen as it waits, fails with its words, and is done when it is repeated', async () => {
  const { db } = fresh
  let broken = true
  await db.transaction().execute((tx) => enqueue(tx, 'fetch', { id: 1 }, { retryLimit: 0 }))
  expect(await jobCounts(db)).toEqual({ waiting: 1, running: 0, failed: 0, done: 0 })
  const [waiting] = await jobsPage(db, 'waiting', 1)
  expect(waiting).toMatchObject({ name: 'fetch', attempts: 0, begunAt: null, error: null })

  await work(db, 'fetch', async () => {
    if (broken) throw new Error('the mail server didn’t answer')
  })
  await startJobs(db)
  const failed = await until(async () => (await jobsPage(db, 'failed', 1))[0])
  expect(failed).toMatchObject({ id: waiting!.id, attempts: 1, error: 'the mail server didn’t answer' })
  expect(failed.endedAt).toBeInstanceOf(Date)

  broken = false
  await db.transaction().execute(async (tx) => {
    expect((await lockedJob(tx, failed.id))?.state).toBe('failed')
    await repeat(tx, failed.name, failed.id)
  })
  const done = await until(async () => (await jobsPage(db, 'done', 1))[0])
  expect(done).toMatchObject({ id: waiting!.id, attempts: 2, state: 'done' })
  expect((await lastJob(db, 'fetch'))?.id).toBe(done.id)
  // What is done isn't done again.
  await db.transaction().execute((tx) => repeat(tx, done.name, done.id))
  expect(await jobCounts(db)).toEqual({ waiting: 0, running: 0, failed: 0, done: 1 })
  expect(await db.transaction().execute((tx) => lockedJob(tx, 'not-an-id'))).toBeUndefined()
})

test('a repetition that is rolled back leaves the job failed', async () => {
  const { db } = fresh
  await work(db, 'stumble', async () => {
    throw new Error('always')
  })
  await db.transaction().execute((tx) => enqueue(tx, 'stumble', {}, { retryLimit: 0 }))
  const failed = await until(async () => (await jobsPage(db, 'failed', 1))[0])
  await db
    .transaction()
    .execute(async (tx) => {
      await repeat(tx, failed.name, failed.id)
      throw new Error('rolled back')
    })
    .catch(() => {})
  expect((await jobCounts(db)).failed).toBe(1)
})

test('a schedule says when its next job comes', async () => {
  await schedule(fresh.db, 'remind', '5 * * * *')
  const next = await nextOf(fresh.db, '5 * * * *')
  expect(next!.getUTCMinutes()).toBe(5)
  expect(next!.getTime()).toBeGreaterThan(Date.now())
  expect(next!.getTime() - Date.now()).toBeLessThanOrEqual(3_600_000)
})
