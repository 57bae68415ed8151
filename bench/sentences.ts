import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type { Chance } from './chance.ts'

export interface Sentence {
  readonly locale: string
  readonly text: string
}

const VERBS =
  'Ratify,Consider ratifying,Strengthen,Continue to strengthen,Adopt measures to guarantee,Enact legislation on,Take further steps towards,Ensure,Intensify efforts for,Establish an independent mechanism for,Allocate sufficient resources to,Review national laws on,Train officials in,Report publicly on,Cooperate with civil society on,Accelerate,Withdraw reservations that limit,Put an end to violations of'
const OBJECTS =
  'the Convention against Torture,the rights of the child,equality between women and men,freedom of expression online,the protection of migrant workers,fair recruitment,victims of trafficking in persons,the abolition of the death penalty,conditions of detention,access to safe drinking water,a clean and healthy environment,the right to education,primary health care,the independence of judges,a national human rights institution,the rights of persons with disabilities,indigenous peoples and their land,freedom of religion or belief,peaceful assembly,human rights defenders,labour inspection at sea,birth registration,the screening of people coerced into online scams,climate adaptation,corruption in public procurement'
const QUALIFIERS =
  'without delay,in law and in practice,in consultation with the communities concerned,before the next review,with measurable targets,in line with international standards,in rural and remote areas,with particular attention to women and girls,through regional cooperation,with adequate funding and staff,and publish the results every year,in cooperation with sectoral bodies,with effective remedies for victims'
const OTHER_LANGUAGES: readonly Sentence[] = [
  { locale: 'id', text: 'Memperkuat perlindungan hak anak dan pekerja migran' },
  { locale: 'id', text: 'Meratifikasi konvensi menentang penyiksaan tanpa penundaan' },
  { locale: 'th', text: 'ดำเนินมาตรการป้องกันการทรมานและคุ้มครองสิทธิมนุษยชน' },
  { locale: 'th', text: 'ส่งเสริมสิทธิเด็กและการศึกษาอย่างเท่าเทียม' },
  { locale: 'vi', text: 'Tăng cường bảo vệ quyền trẻ em và người lao động di cư' },
  { locale: 'km', text: 'ពង្រឹងការការពារសិទ្ធិកុមារ' },
  { locale: 'zh', text: '设立独立的国家人权机构' }
]

/** Sentences of our own vocabulary; about 2 in 100 are in other languages of the hall. */
function ownSentence(chance: Chance): string {
  const [verbs, objects, qualifiers] = [VERBS, OBJECTS, QUALIFIERS].map((list) => list.split(','))
  const objectsSaid = chance.some(objects!, 3).join(' and ')
  return `${chance.of(verbs!)} ${objectsSaid}, ${chance.some(qualifiers!, 2).join(', ')}`
}

/**
 * A source of sentences. With a file of coded rows (CSV, or CSV in gzip, with a column "recommendation") they are its
 * texts, cut at a comma and joined anew, so that a record can be larger than the file.
 */
export function sentencesFrom(path: string | undefined, chance: Chance): () => Sentence {
  const texts = path ? textsOf(path) : null
  const plain = () => {
    if (!texts) return ownSentence(chance)
    const first = chance.of(texts)
    if (chance.next() < 0.3) return first
    return `${first.split(', ')[0]}, ${chance.of(texts).split(', ').at(-1)}`
  }
  return () => (chance.next() < 0.02 ? chance.of(OTHER_LANGUAGES) : { locale: 'en', text: plain() })
}

function textsOf(path: string): string[] {
  const bytes = readFileSync(path)
  const rows: { recommendation?: string }[] = parse(path.endsWith('.gz') ? gunzipSync(bytes) : bytes, {
    columns: true,
    bom: true
  })
  const texts = rows.map(({ recommendation }) => recommendation?.trim() ?? '').filter(Boolean)
  if (!texts.length) throw new Error(`${path} has no column "recommendation" with texts in it.`)
  return texts
}
