import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '#test/database.ts'
import { enqueue, prepareJobs, startJobs, stopJobs, work, type Attempt } from './jobs.server.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(async () => {
  await stopJobs()
  await fresh?.close()
})

async function until(condition: () => boolean): Promise<void> {
  const stop = Date.now() + 15_000
  while (!condition()) {
    if (Date.now() > stop) throw new Error('waited 15 s for a job')
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 50)
    })
  }
}

test('a job exists exactly when its transaction is committed, and is done once', async () => {
  const { db } = fresh
  await prepareJobs(db)
  await db
    .transaction()
    .execute(async (tx) => {
      await enqueue(tx, 'greet', { to: 'nobody' })
      throw new Error('rolled back')
    })
    .catch(() => {})
  await db.transaction().execute((tx) => enqueue(tx, 'greet', { to: 'the hall' }))
  const greeted: string[] = []
  await work<{ to: string }>(db, 'greet', async ({ to }) => {
    greeted.push(to)
  })
  await startJobs(db)
  await until(() => greeted.length > 0)
  expect(greeted).toEqual(['the hall'])
})

test('a handler that throws is tried again', async () => {
  const { db } = fresh
  const attempts: Attempt[] = []
  await work(db, 'stumble', async (_data, attempt) => {
    attempts.push(attempt)
    if (attempt.number === 1) throw new Error('the first attempt fails')
  })
  await startJobs(db)
  await db.transaction().execute((tx) => enqueue(tx, 'stumble', {}, { retryDelay: 1, retryBackoff: false }))
  await until(() => attempts.length === 2)
  expect(attempts.map(({ number, last }) => ({ number, last }))).toEqual([
    { number: 1, last: false },
    { number: 2, last: false }
  ])
})
