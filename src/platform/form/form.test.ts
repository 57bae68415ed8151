import { expect, test } from 'vitest'
import { z } from 'zod'
import { readForm } from './form.ts'

const schema = z.object({
  name: z.string('people.name_missing').trim().min(1, 'people.name_missing'),
  note: z.string()
})

function posted(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData()
  for (const [name, text] of Object.entries(fields)) form.append(name, text)
  return form
}

test('what was typed comes back with one fault a field; a secret doesn’t', () => {
  const read = readForm(schema, posted({ name: '  ', note: 'kept', password: 'hidden' }), ['password'])
  expect(read).toEqual({
    ok: false,
    faults: [{ refused: 'people.name_missing', field: 'name' }],
    given: { name: '  ', note: 'kept' }
  })
})

test('no text holds a null character, which no database takes', () => {
  const read = readForm(schema, posted({ name: ' a\0b ', note: '\0' }))
  expect(read).toMatchObject({ ok: true, values: { name: 'ab', note: '' } })
})

test('a text that is too long is told by how much, and comes back whole; the end of a line counts once', () => {
  const short = z.object({ note: z.string().trim().max(5, 'follow-up.too_long') })
  expect(readForm(short, posted({ note: 'a\r\nb\r\nc' }))).toMatchObject({ ok: true, values: { note: 'a\nb\nc' } })
  expect(readForm(short, posted({ note: ' a\r\nb\r\ncd ' }))).toEqual({
    ok: false,
    faults: [{ refused: 'follow-up.too_long', field: 'note', values: { longest: 5, length: 6 } }],
    given: { note: ' a\nb\ncd ' }
  })
})
