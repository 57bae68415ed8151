import { readdirSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { readSettings, rootFolder } from '#platform/settings.ts'
import type { Measure } from '../../bench/measure.ts'
import { openScratch } from '../../test/scratch.ts'

export const usage = 'bench NAME [options] [--json]   measure; `bench` alone lists the measurements'

interface Bench {
  readonly usage: string
  measure(args: string[]): Promise<Measure[]>
}

/** Runs bench/NAME.ts on a PostgreSQL of its own and prints its measures, as a table or as one JSON object. */
export async function run(args: string[]): Promise<number> {
  const names = benches()
  const [name, ...rest] = args.filter((arg) => arg !== '--json')
  if (!name || !names.includes(name)) {
    console.error('Usage: npm run bench -- NAME [options] [--json], where NAME is one of:')
    for (const known of names) console.error(`  ${(await load(known)).usage}`)
    return 2
  }
  const scratch = await openScratch(readSettings().databaseUrl)
  try {
    const measures = await (await load(name)).measure(rest)
    if (args.includes('--json')) console.log(JSON.stringify({ bench: name, machine: machine(), measures }))
    else print(measures)
    return measures.every(({ holds }) => holds !== false) ? 0 : 1
  } finally {
    await scratch.close()
  }
}

function benches(): string[] {
  return readdirSync(join(rootFolder(), 'bench'))
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => file.replace('.bench.ts', ''))
}

function load(name: string): Promise<Bench> {
  return import(join(rootFolder(), 'bench', `${name}.bench.ts`)) as Promise<Bench>
}

function machine() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_GB: Math.round(totalmem() / 1e9),
    node: process.version
  }
}

function print(measures: readonly Measure[]): void {
  const { cpu, cores, memory_GB, node } = machine()
  console.log(`${cores} cores of ${cpu}, ${memory_GB} GB, Node ${node}\n`)
  console.table(
    measures.map(({ name, value, unit, limit, ratio, target, holds }) => ({
      measure: name,
      value: rounded(value),
      unit,
      'plain limit': rounded(limit),
      'times the limit': rounded(ratio),
      target,
      holds: holds === undefined ? undefined : holds ? 'yes' : 'NO'
    }))
  )
}

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toPrecision(4))
}
