import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { suggestThemes } from '#areas/recommendations/theme-model.server.ts'

export const usage = 'themes --json          suggest UPR issues for a JSON array of texts on standard input'

const texts = z.array(z.string())

export async function run(args: string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
    if (!values.json) throw new Error('Say --json: no other form is known.')
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nUsage: balai ${usage}`)
    return 2
  }
  const given = parsed(await text(process.stdin))
  if (!given) {
    console.error('Standard input must hold a JSON array of texts, such as ["Abolish the death penalty"].')
    return 1
  }
  console.log(JSON.stringify(given.map(suggestThemes)))
  return 0
}

function parsed(input: string): string[] | null {
  try {
    return texts.safeParse(JSON.parse(input)).data ?? null
  } catch {
    return null
  }
}
