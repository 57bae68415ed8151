import { describe, expect, test } from 'vitest'
import { setLines, smallPdf } from '#test/small-pdf.ts'
import { isRefusal } from '#platform/refusal.ts'
import { extract, type Proposal } from './extraction.ts'
import { readDocument } from './read.server.ts'
import { passageAt, linesOf, runningText, type Reading } from './text.ts'
import { bodyLines } from './running-lines.ts'

// Every report here is invented, and what it lets States recommend is invented too. Only the styles are real.

async function readingOf(content: string | Uint8Array, name = 'report.txt'): Promise<Reading> {
  const reading = await readDocument(typeof content === 'string' ? new TextEncoder().encode(content) : content, name)
  if (isRefusal(reading)) throw new Error(reading.refused)
  return reading
}

const found = async (content: string | Uint8Array, name?: string): Promise<Proposal[]> =>
  extract(await readingOf(content, name))

/** One line for each proposal: number, position, makers, text. */
const told = (proposals: readonly Proposal[]): string[] =>
  proposals.map(({ paragraph, position, recommendedBy, text }) =>
    [paragraph, position, recommendedBy.map(({ printed }) => printed).join('+'), text].join(' | ')
  )

describe('numbered as in reports since 2011', () => {
  const report = `
Report of the Working Group on the Universal Periodic Review
Tuvalu
I. Summary of the proceedings
1. The review of Tuvalu was held at the 3rd meeting on 1 May 2031.
II. Conclusions and/or recommendations**
70. The recommendations formulated during the interactive dialogue and listed
below have been examined by Tuvalu and enjoy the support of Tuvalu:
70.1. Plant mangroves along every lagoon, as paragraph
12 of its national report foresees (Iran (Islamic Republic of), the Sudan);
70.2. Publish tide tables in all
languages (Côte d’Ivoire, United Kingdom of Great Britain and Northern Ireland); teach them
at school (Lao People's Democratic Republic)2;
71. The following recommendations enjoy the support of Tuvalu, which considers that they are
already implemented or in the process of implementation:
71.1 Keep the lighthouse lit (Malta)
72. The following recommendations will be examined by Tuvalu, which will provide responses
in due time, but no later than the ninetieth session of the Human Rights Council:
72.1. Accede to the ICCPR and its Second Optional Protocol, and apply article 6 of the Convention
on the Rights of the Child (Chile).
73. The recommendations below did not enjoy the support of Tuvalu:
73.1. Sell the lighthouse (“at once”) (Norway).
74. The recommendations above do not enjoy the support of Tuvalu for the reasons given.
75. All conclusions and/or recommendations contained in the present report reflect the
position of the submitting State(s). They should not be construed as endorsed.
Annex
1. Composition of the delegation (Tuvalu).`

  test('each item with its States, its position and its number', async () => {
    expect(told(await found(report))).toEqual([
      '70.1 | supported | Iran (Islamic Republic of)+Sudan | Plant mangroves along every lagoon, as paragraph 12 of its national report foresees',
      '70.2 | supported | Côte d’Ivoire+United Kingdom of Great Britain and Northern Ireland | Publish tide tables in all languages',
      "70.2 | supported | Lao People's Democratic Republic | Teach them at school",
      '71.1 | supported | Malta | Keep the lighthouse lit',
      '72.1 | pending | Chile | Accede to the ICCPR and its Second Optional Protocol, and apply article 6 of the Convention on the Rights of the Child',
      '73.1 | noted | Norway | Sell the lighthouse (“at once”)'
    ])
  })

  test('the State under review is the addressee, States are known by their codes, instruments by their names', async () => {
    const proposals = await found(report)
    expect(proposals.every(({ addressedTo }) => addressedTo[0]?.id === 'TV')).toBe(true)
    expect(proposals[0]!.recommendedBy.map(({ id }) => id)).toEqual(['IR', 'SD'])
    expect(proposals[4]!.instruments).toEqual([
      { id: 'iccpr', articles: [] },
      { id: 'crc', articles: ['6'] }
    ])
  })

  test('a passage found by its anchors is the passage', async () => {
    const reading = await readingOf(report)
    const running = runningText(bodyLines(reading))
    const proposals = extract(reading)
    expect(proposals).toHaveLength(6)
    for (const { place, passage } of proposals) expect(passageAt(running, place)).toBe(passage)
    expect(proposals[0]!.passage).toContain('paragraph 12 of')
  })

  test('heads, feet and notes of a PDF do not stand in the middle of a sentence', async () => {
    const head = { text: 'A/HRC/99/7', x: 480, y: 40, size: 9 }
    const foot = (page: number) => ({ text: `${page} GE.31-01234`, y: 810, size: 9 })
    const note = {
      text: '2 The recommendation as read during the interactive dialogue: "Dig wells (Peru)".',
      y: 700,
      size: 8
    }
    const pdf = smallPdf([
      [head, ...setLines(['The review of Palau was held on 1 May 2031. It took all the morning.']), foot(1)],
      [
        head,
        ...setLines([
          'II. Conclusions and/or recommendations',
          '70. The recommendations below enjoy the support of Palau:',
          '70.1. Dig wells in every village and provide'
        ]),
        note,
        foot(2)
      ],
      [
        head,
        ...setLines([
          'safe water to all (Mexico, Viet Nam);',
          '71. All conclusions and/or recommendations reflect the position of the submitting States.'
        ]),
        foot(3)
      ]
    ])
    const [only, ...others] = await found(pdf, 'report.pdf')
    expect(others).toEqual([])
    expect(only).toMatchObject({
      text: 'Dig wells in every village and provide safe water to all',
      page: 2,
      position: 'supported'
    })
    expect(only!.recommendedBy.map(({ id }) => id)).toEqual(['MX', 'VN'])
    expect([only!.place.from.page, only!.place.to.page]).toEqual([2, 3])
  })
})

test('later reports number "6.1", say that recommendations have been noted, and join many States', async () => {
  const report = `Conclusions and/or recommendations
6. The recommendations formulated during the interactive dialogue/listed below have been examined by Fiji and enjoy the support of Fiji:
6.1 Restore the reefs (Türkiye) (Samoa) (State of Palestine);
6.2 Ratify the Treaty on Reefs (North Macedonia)/Adopt a law on reefs (Eswatini);
7. The following recommendations have been noted by Fiji:
7.1 Forbid fishing (Netherlands (Kingdom of the), Bolivia (Plurinational State of));
8. Fiji cannot accept the following recommendations:
8.1 Forbid sailing (Switzerland).
9. All conclusions and/or recommendations contained in the present report reflect the position of the submitting States.`
  expect(told(await found(report))).toEqual([
    '6.1 | supported | Türkiye+Samoa+State of Palestine | Restore the reefs',
    '6.2 | supported | North Macedonia | Ratify the Treaty on Reefs',
    '6.2 | supported | Eswatini | Adopt a law on reefs',
    '7.1 | noted | Netherlands (Kingdom of the)+Bolivia (Plurinational State of) | Forbid fishing',
    '8.1 | noted | Switzerland | Forbid sailing'
  ])
})

test('numbers of items may run past the numbers of paragraphs', async () => {
  const report = `II. Conclusions and/or recommendations
2. In the course of the discussion, the following recommendations were made to Nauru:
1. Adopt a law on salt (Peru);
2. Adopt a law on sugar (Chile), while
2031 remains the date of its review (Haiti);
3 Adopt a law on tea (Kenya);
4. (a) Adopt a law on rice (Japan); (b) adopt a law on
(c) bread, if need be (Cuba); (d) adopt none (Oman);
3. The response of Nauru to these recommendations will be included in the outcome report.
4. All conclusions and/or recommendations contained in the present report reflect the position of the States.`
  expect(told(await found(report))).toEqual([
    '2.1 | pending | Peru | Adopt a law on salt',
    '2.2 | pending | Chile | Adopt a law on sugar',
    '2.2 | pending | Haiti | While 2031 remains the date of its review',
    '2.3 | pending | Kenya | Adopt a law on tea',
    '2.4 | pending | Japan | Adopt a law on rice',
    '2.4 | pending | Cuba | Adopt a law on (c) bread, if need be',
    '2.4 | pending | Oman | Adopt none'
  ])
})

test('the first reports join several in one sentence; commitments of the State are no recommendations', async () => {
  const report = `II. CONCLUSIONS AND/OR RECOMMENDATIONS
58. In the course of the discussion, the following recommendations were made to Iceland:
1. To sign and ratify the Convention on Lakes (Ghana, Benin and the Netherlands) and the
Convention on Rivers (Ghana);
2. To count all geese (Holy See), to feed them in winter (Mali) as well as to report on both
(Togo);
59. The response of Iceland to these recommendations will be included in the outcome report.
60. Iceland announced the following voluntary commitments:
(a) To protect the puffins (Iceland)
61. All conclusions and/or recommendations contained in this report reflect the position of the submitting State(s).`
  const proposals = await found(report)
  expect(told(proposals)).toEqual([
    '58.1 | pending | Ghana+Benin+Netherlands | To sign and ratify the Convention on Lakes',
    '58.1 | pending | Ghana | To sign and ratify the Convention on Rivers',
    '58.2 | pending | Holy See | To count all geese',
    '58.2 | pending | Mali | To feed them in winter',
    '58.2 | pending | Togo | To report on both'
  ])
  expect(proposals.map(({ doubts }) => doubts)).toEqual([[], ['words_carried'], [], [], []])
})

test('reports of 2009 point back to the debate for what was not supported', async () => {
  const report = `Introduction
1. The review of Malta was held on 9 May 2029.
2. A troika was chosen: Mali, Peru and Cuba.
3. Spain welcomed the delegation and asked about ferries. Spain recommended that Malta (a) lower
the fares; (b) build (or hire) a second ferry; and (c) publish a timetable.
4. The Netherlands noted progress. It recommended that Malta consider (a) painting the quays, and (b)
lighting them. Brazil asked a question.
5. The representative of Kenya thanked the delegation. Kenya recommended that Malta issue a standing invitation to poets.
II. Conclusions and/or recommendations
6. The recommendations formulated during the interactive dialogue have been examined by Malta and the recommendations listed below enjoy the support of Malta:
1. Publish a timetable (Spain).
7. The recommendations noted in the report in paragraphs 3 (a) and (b), 4
(b) and 5 above did not enjoy the support of Malta.
8. All conclusions and/or recommendations contained in the present report reflect the position of the States.`
  expect(told(await found(report))).toEqual([
    '6.1 | supported | Spain | Publish a timetable',
    '3 (a) | noted | Spain | Lower the fares',
    '3 (b) | noted | Spain | Build (or hire) a second ferry',
    '4 (b) | noted | Netherlands | Consider lighting them',
    '5 | noted | Kenya | Issue a standing invitation to poets'
  ])
})

test('items by letter, and items of a list that a word processor numbered', async () => {
  const lettered = `Conclusions and recommendations
12. The following recommendations were made to Tonga:
(a) Weave sails (Samoa);
(b) Build boats (Fiji).`
  expect(told(await found(lettered)).map((line) => line.split(' | ').slice(2).join(': '))).toEqual([
    'Samoa: Weave sails',
    'Fiji: Build boats'
  ])
  const page = `<!doctype html><h1>II. Conclusions and/or recommendations</h1>
<p>The recommendations listed below enjoy the support of Tonga:</p><ol><li>Weave sails (Samoa);</li><li>Build boats (Fiji).</li></ol>
<p>The following recommendations did not enjoy the support of Tonga:</p><ol><li>Sink boats (Spain).</li></ol>`
  expect(told(await found(page, 'report.html'))).toEqual([
    '1 | supported | Samoa | Weave sails',
    '2 | supported | Fiji | Build boats',
    '1 | noted | Spain | Sink boats'
  ])
})

test('labels alone on their line, as some converters leave them, and an extract without its heading', async () => {
  const extractOfReport = `88.\n\nThe recommendations listed below enjoy the support of Samoa:\n\n88.1.\n\nSow taro (Fiji);\n\n88.2.\n\nSow yams (Tonga).`
  expect(told(await found(extractOfReport))).toEqual([
    '88.1 | supported | Fiji | Sow taro',
    '88.2 | supported | Tonga | Sow yams'
  ])
})

test('positions given afterwards, by number, and items whose introduction was lost', async () => {
  const report = `II. Conclusions and/or recommendations
20. The following recommendations were made to Samoa:
20.1. Sow taro (Fiji);
20.2. Sow yams (Tonga);
20.10. Sow maize (Peru).
21. Recommendations 20.1 and 20.10 enjoy the support of Samoa.
22. Recommendation 20.2 did not enjoy the support of Samoa.
24.1. Sow rice (Japan).`
  expect(told(await found(report))).toEqual([
    '20.1 | supported | Fiji | Sow taro',
    '20.2 | noted | Tonga | Sow yams',
    '20.10 | supported | Peru | Sow maize',
    '24.1 |  | Japan | Sow rice'
  ])
})

describe('what a person must look at is said', () => {
  const withItem = async (item: string) =>
    found(`Conclusions and/or recommendations\n1. The following recommendations were made to Tonga:\n1. ${item}`)
  test.each([
    ['Build a school', 'no_maker', []],
    ['Build a school (Uzbekstan);', 'guessed_maker', ['Uzbekistan']],
    ['Build a school (Rurutania);', 'unknown_maker', ['Rurutania']],
    ['Schools (Chile);', 'very_short', ['Chile']],
    ['Build a school (Chile); paint it in blue', 'words_after_makers', []]
  ])('%s', async (item, doubt, makers) => {
    const last = (await withItem(item)).at(-1)!
    expect(last.doubts).toContain(doubt)
    expect(last.recommendedBy.map(({ printed }) => printed)).toEqual(makers)
  })

  test('acronyms and examples in brackets are words of the recommendation', async () => {
    const [only] = await withItem('Work with its neighbours (Fiji and Samoa) on the Convention on Lakes (CL) (Chile).')
    expect(only).toMatchObject({
      text: 'Work with its neighbours (Fiji and Samoa) on the Convention on Lakes (CL)',
      doubts: []
    })
  })
})

describe('press releases', () => {
  test('a list with numerals, with its maker and its addressee', async () => {
    const text =
      'Delegates met in Jakarta. The Dialogue recommended that AICHR should (i) meet twice a year; (ii) publish its rules, with reasons; and (iii) hear young people. It closed at noon.'
    const proposals = await found(text)
    expect(proposals.map((proposal) => proposal.text)).toEqual([
      'Meet twice a year',
      'Publish its rules, with reasons',
      'Hear young people'
    ])
    expect(proposals[0]).toMatchObject({
      recommendedBy: [{ printed: 'Dialogue' }],
      addressedTo: [{ printed: 'AICHR' }],
      position: null,
      passage: 'meet twice a year'
    })
  })

  test('recommendations in a row after commas', async () => {
    const text =
      'The recommendations included strengthening early warning across borders, a regional outlook on rivers, trade and fish, and exploring entry points for action.'
    expect((await found(text)).map((proposal) => proposal.text)).toEqual([
      'Strengthening early warning across borders',
      'A regional outlook on rivers, trade and fish',
      'Exploring entry points for action'
    ])
  })

  test('a list under its announcement, and recommendations that are counted', async () => {
    expect(
      (await found('The meeting recommended the following:\n\n• Sow rice\n\n• Sow maize\n\nIt then rose.')).map(
        ({ text }) => text
      )
    ).toEqual(['Sow rice', 'Sow maize'])
    expect(
      (
        await found(
          'The day brought two recommendations.\n\nFirst, that rice be sown.\n\nSecond, that it be shared.\n\nIt then rose.'
        )
      ).map(({ text }) => text)
    ).toEqual(['Rice be sown', 'It be shared'])
  })

  test.each([
    [
      'under a heading',
      'Recommendations\n\n1. Thailand should keep seeds.\n\n2. Thailand and Viet Nam must share them.'
    ],
    [
      'under a heading with a number, and one for those who are asked',
      '4. Key recommendations of the participants\n\nTo the governments:\n\n1. Thailand should keep seeds.\n\n2. Thailand and Viet Nam should share them.'
    ],
    [
      'numbered one by one',
      'Recommendation 1: Thailand should keep seeds.\n\nA reason stands here.\n\nRecommendation 2: Thailand and Viet Nam should share them.'
    ],
    [
      'after “recommend that”',
      'The participants recommend that:\n\n(1) Thailand keep seeds;\n\n(2) Thailand and Viet Nam should share them.'
    ]
  ])('recommendations %s, each with whom it asks', async (_name, text) => {
    const proposals = await found(`Talks on seeds, Manila\n\n${text}\n\nThe meeting then rose.`)
    expect(
      proposals.map(({ text, paragraph, addressedTo }) => [paragraph, text, addressedTo.map(({ id }) => id)])
    ).toEqual([
      ['1', 'Keep seeds', ['TH']],
      ['2', 'Share them', ['TH', 'VN']]
    ])
  })

  test('a heading is no announcement in a sentence, and a first word is no name', async () => {
    expect(await found('It thanked those who had sent recommendations.\n\n1. Lunch was served.')).toEqual([])
    const [one] = await found('Recommendations\n\n1. Strengthen the courts of the coast.')
    expect(one).toMatchObject({ text: 'Strengthen the courts of the coast', addressedTo: [] })
  })

  test('a text that recommends nothing gives nothing', async () => {
    expect(await found('Delegates met. They did not recommend anything new, and thanked the hosts.')).toEqual([])
  })
})

test('rows of a table keep what their columns say', async () => {
  const table =
    'Reference;State under review;Recommending state;Response;Issues;Recommendation\nR-1;Thailand;"Spain, Viet Nam";Supported;"Water,Labour";Dig wells\nR-2;AICHR;;;;'
  const [first, ...others] = await found(table, 'rows.csv')
  expect(others).toEqual([])
  expect(first).toMatchObject({
    text: 'Dig wells',
    position: 'supported',
    paragraph: 'R-1',
    themes: ['Water', 'Labour'],
    addressedTo: [{ id: 'TH' }]
  })
  expect(first!.recommendedBy.map(({ id }) => id)).toEqual(['ES', 'VN'])
  const reading = await readingOf(table, 'rows.csv')
  expect(passageAt(runningText(linesOf(reading)), first!.place)).toBe('Dig wells')
})
