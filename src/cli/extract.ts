import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { Proposal } from '#areas/documents/proposal.ts'
import { propose } from '#areas/documents/propose.server.ts'
import { readDocument } from '#areas/documents/read.server.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { isRefusal } from '#platform/refusal.ts'

export const usage = 'extract FILE [--json]    print the recommendations found in a document; needs no database'

/** What `--json` prints for each recommendation: names as the document prints them. */
interface PrintedProposal {
  text: string
  recommendedBy: string[]
  addressedTo: string[]
  position: string | null
  page: number
  themes: readonly string[]
}

export async function run(args: string[]): Promise<number> {
  let file: string | undefined
  let json: boolean | undefined
  try {
    const parsed = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
    json = parsed.values.json
    file = parsed.positionals[0]
    if (!file || parsed.positionals.length > 1) throw new Error('Name one file.')
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nUsage: balai ${usage}`)
    return 1
  }
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    console.error(`The file ${file} cannot be opened: ${reasonOf(error)}.`)
    return 1
  }
  const reading = await readDocument(bytes, basename(file))
  if (isRefusal(reading)) {
    console.error(`${basename(file)}: ${translatorOf('en').dynamic(reading.refused, reading.values)}`)
    return 1
  }
  const proposals = propose(reading)
  console.log(json ? JSON.stringify(proposals.map(printed), null, 2) : proposals.map(told).join('\n\n'))
  return 0
}

function printed(proposal: Proposal): PrintedProposal {
  return {
    text: proposal.text,
    recommendedBy: proposal.recommendedBy.map((body) => body.printed),
    addressedTo: proposal.addressedTo.map((body) => body.printed),
    position: proposal.position,
    page: proposal.page,
    themes: proposal.themes
  }
}

function told(proposal: Proposal): string {
  const makers = proposal.recommendedBy.map((body) => body.printed).join(', ') || 'nobody named'
  const where = [`page ${proposal.page}`, proposal.paragraph && `paragraph ${proposal.paragraph}`, proposal.position]
  return `${proposal.text}\n  ${makers}; ${where.filter(Boolean).join(', ')}`
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'EACCES') return 'you may not read it'
  return error instanceof Error ? error.message : String(error)
}
