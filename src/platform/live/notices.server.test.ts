import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { freshDatabase } from '#test/database.ts'
import { listenForNotices } from './notices.server.ts'

test('hears what was said, and again after the connection was cut', async () => {
  const { db, url, close } = await freshDatabase()
  const heard: string[] = []
  let connections = 0
  const notices = listenForNotices({
    config: { connectionString: url },
    channel: 'floor',
    heard: (payload) => heard.push(payload),
    connected: () => (connections += 1),
    failed: () => undefined
  })
  try {
    await vi.waitFor(() => expect(connections).toBe(1), { timeout: 10_000 })
    await sql`select pg_notify('floor', 'ahrd-7:1'), pg_notify('elsewhere', 'ahrd-7:2')`.execute(db)
    await vi.waitFor(() => expect(heard).toEqual(['ahrd-7:1']), { timeout: 10_000 })
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'balai listener' and datname = current_database()`.execute(db)
    await vi.waitFor(() => expect(connections).toBe(2), { timeout: 10_000 })
    await sql`select pg_notify('floor', 'ahrd-7:3')`.execute(db)
    await vi.waitFor(() => expect(heard).toEqual(['ahrd-7:1', 'ahrd-7:3']), { timeout: 10_000 })
  } finally {
    await notices.close()
    await close()
  }
})
