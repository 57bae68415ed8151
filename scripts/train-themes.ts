import { readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { encodeModel } from '#areas/recommendations/theme-model-file.ts'
import { modelPath } from '#areas/recommendations/theme-model.server.ts'
import { CHOSEN, microF1, trainThemes, type CodedText } from '#areas/recommendations/theme-training.ts'
import { uprIssueByName, uprIssues } from '#areas/recommendations/upr-issues.ts'

// Makes the theme model from coded rows (CSV in gzip: session, issues, recommendation).
//   node scripts/train-themes.ts CODED.csv.gz            writes the model, from sessions 1 to 10
//   node scripts/train-themes.ts CODED.csv.gz --compare  compares choices within those sessions; writes nothing
// The same rows give the same bytes. Sessions 11 and 12 are never read here.

const LAST_SESSION = 10
const COSTS = [0.2, 0.3, 0.4, 0.6]
const THRESHOLDS = [-0.35, -0.3, -0.25, -0.2, -0.15, -0.1]

const rowShape = z.object({ session: z.coerce.number(), issues: z.string(), recommendation: z.string().min(1) })

type SessionRow = CodedText & { readonly session: number }

function codedRows(path: string): SessionRow[] {
  const rows: unknown[] = parse(gunzipSync(readFileSync(path)), { columns: true })
  return rows.flatMap((row) => {
    const { session, issues, recommendation } = rowShape.parse(row)
    if (session > LAST_SESSION || !issues.trim()) return []
    return [{ session, text: recommendation, issues: issues.split(',').map(issueName) }]
  })
}

function issueName(coded: string): string {
  const issue = uprIssueByName(coded)
  if (!issue) throw new Error(`No UPR issue is called “${coded}”.`)
  return issue.name
}

/** Two sessions are kept out in turn: a recommendation of several States is several rows of one session. */
function compare(rows: readonly SessionRow[], issues: readonly string[]): void {
  for (const cost of COSTS) {
    const scores = THRESHOLDS.map(() => 0)
    for (let first = 1; first < LAST_SESSION; first += 2) {
      const kept = (row: SessionRow) => row.session === first || row.session === first + 1
      const model = trainThemes(
        rows.filter((row) => !kept(row)),
        issues,
        { ...CHOSEN, cost }
      )
      THRESHOLDS.forEach((threshold, i) => (scores[i]! += microF1({ ...model, threshold }, rows.filter(kept)) / 5))
    }
    console.log(`cost ${cost}: ${THRESHOLDS.map((t, i) => `${t} ${scores[i]!.toFixed(4)}`).join(', ')}`)
  }
}

const [path, option] = process.argv.slice(2)
if (!path || (option && option !== '--compare')) {
  console.error('Usage: node scripts/train-themes.ts CODED.csv.gz [--compare]')
  process.exit(2)
}
const issues = uprIssues.map(({ name }) => name)
const rows = codedRows(path)
if (option) compare(rows, issues)
else {
  const model = encodeModel(trainThemes(rows, issues))
  const bytes = brotliCompressSync(model, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: model.length } })
  writeFileSync(modelPath(), bytes)
  console.log(`${rows.length} texts of sessions 1 to ${LAST_SESSION}: ${bytes.length} bytes`)
}
