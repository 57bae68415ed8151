import { exampleOf } from '#areas/webhooks/examples.ts'

/**
 * One of each list, as the description of the API shows it. api.test.ts holds it to the shapes; where a list would be long,
 * the first of it stands for the rest.
 */
export const EXAMPLES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  bodies: {
    id: 'komnas-ham',
    kind: 'nhri',
    name: { en: 'National Commission on Human Rights', id: 'Komisi Nasional Hak Asasi Manusia' },
    shortName: { en: 'Komnas HAM' },
    stateId: 'ID',
    website: 'https://www.komnasham.go.id',
    memberships: [{ of: 'seanf', capacity: 'member', since: '2004-06-30', until: null }],
    accreditations: [{ scheme: 'paris-principles', status: 'A', effectiveOn: '2000-01-01' }],
    url: 'https://hall.example/bodies/komnas-ham'
  },
  instruments: {
    id: 'actip',
    kind: 'treaty',
    title: {
      en: 'ASEAN Convention Against Trafficking in Persons, Especially Women and Children',
      id: 'Konvensi ASEAN Menentang Perdagangan Orang, Terutama Perempuan dan Anak',
      th: 'อนุสัญญาอาเซียนว่าด้วยการต่อต้านการค้ามนุษย์ โดยเฉพาะสตรีและเด็ก'
    },
    shortTitle: { en: 'ACTIP' },
    adoptedOn: '2015-11-21',
    officialUrl: null,
    articles: [
      {
        number: '14',
        heading: {
          en: 'Protection of victims, and their non-liability (paragraph 7)',
          id: 'Pelindungan korban dan pembebasan dari tanggung jawab (ayat 7)',
          th: 'การคุ้มครองผู้เสียหายและการไม่ต้องรับผิด (วรรค 7)'
        }
      }
    ],
    url: 'https://hall.example/instruments/actip'
  },
  dialogues: {
    id: 'ahrd-7',
    url: 'https://hall.example/dialogues/ahrd-7',
    edition: 7,
    title: { en: '7th ASEAN Human Rights Dialogue' },
    heldFrom: '2025-11-17',
    heldUntil: '2025-11-18',
    place: { en: 'Kuala Lumpur' },
    mode: 'in-person',
    convenedBy: 'aichr',
    segments: [
      { id: 'ahrd-7-opening', parentId: null, kind: 'session', title: { en: 'Opening' }, heldOn: '2025-11-17' }
    ]
  },
  themes: {
    id: 'asylum-seekers-refugees',
    parentId: 'people',
    label: { en: 'Asylum-seekers and refugees', id: 'Pencari suaka dan pengungsi', th: 'ผู้แสวงหาที่ลี้ภัยและผู้ลี้ภัย' },
    mappings: [{ code: '16', scheme: 'ahrd-article' }]
  },
  documents: {
    id: 1,
    title: 'The seventh ASEAN Human Rights Dialogue: an account for the sample hall',
    kind: 'report',
    language: 'en',
    publishedOn: null,
    publisher: 'Balai',
    originalUrl: null,
    sha256: 'fa6b8cef9621e07e3214762cfe38323f5546d5ca28ec1cae03416c5b7562e876',
    sizeBytes: 2954,
    mediaType: 'text/plain',
    url: 'https://hall.example/documents/1'
  },
  'follow-up': {
    id: 'AHRD7-R3:ID',
    recommendation: 'AHRD7-R3',
    bodyId: 'ID',
    mechanism: 'dialogue',
    madeBy: ['aichr'],
    madeOn: '2025-11-17',
    replyDueOn: '2026-06-30',
    position: 'supported',
    positionOn: '2026-01-20',
    actions: [1],
    url: 'https://hall.example/recommendations/AHRD7-R3/progress/ID',
    stage: 'adopted',
    state: {
      entry: 2,
      by: 'ID',
      level: 'fully',
      grade: 'fully',
      scale: 'balai',
      observedOn: '2026-02-01',
      onlyClaimed: true
    },
    stakeholders: [
      { entry: 3, by: 'komnas-ham', level: 'partly', grade: 'partially', scale: 'upr-info', observedOn: '2026-02-01' }
    ],
    body: null,
    differ: true,
    stateSilentSince: '2026-02-01',
    reportDueOn: '2026-07-31'
  },
  stages: {
    id: 1,
    recommendation: 'AHRD7-R3',
    stage: 'consensus',
    reachedOn: '2026-01-10',
    into: null,
    reason: 'Decided',
    source: 'Summary record',
    sourceUrl: null,
    withdrawn: false,
    corrects: null,
    correctedBy: null,
    stands: true,
    recordedAt: '2026-03-02T03:00:00.000Z',
    url: 'https://hall.example/recommendations/AHRD7-R3#life'
  },
  positions: {
    id: 2,
    recommendation: 'AHRD7-R3',
    bodyId: 'ID',
    position: 'partly',
    statedOn: '2026-01-20',
    source: 'Note verbale of 20 January 2026',
    sourceUrl: null,
    documentId: null,
    place: null,
    text: 'The first part is law already.',
    language: 'en',
    parts: [
      { id: 1, ordinal: 1, text: 'that the mechanism receives complaints', language: 'en', position: 'supported' },
      { id: 2, ordinal: 2, text: 'and publishes its decisions', language: 'en', position: 'noted' }
    ],
    withdrawn: false,
    corrects: 1,
    correctedBy: null,
    stands: true,
    recordedAt: '2026-03-02T03:00:00.000Z',
    url: 'https://hall.example/recommendations/AHRD7-R3'
  },
  'reply-days': {
    id: 1,
    recommendation: 'AHRD7-R3',
    dueOn: '2026-06-30',
    source: 'Note verbale',
    sourceUrl: null,
    reason: null,
    withdrawn: false,
    corrects: null,
    correctedBy: null,
    stands: true,
    recordedAt: '2026-03-02T03:00:00.000Z',
    url: 'https://hall.example/recommendations/AHRD7-R3'
  },
  progress: {
    id: 2,
    recommendation: 'AHRD7-R3',
    about: 'ID',
    track: 'state',
    by: 'ID',
    scale: 'balai',
    grade: 'fully',
    level: 'fully',
    observedOn: '2026-02-01',
    text: 'A law makes the mechanism.',
    language: 'en',
    evidence: 'Law 3 of 2026',
    evidenceUrl: null,
    files: [
      {
        name: 'law-3.pdf',
        mediaType: 'application/pdf',
        sizeBytes: 48211,
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
      }
    ],
    signedOffAt: '2026-03-02T03:00:00.000Z',
    retractedAt: null,
    retraction: null,
    corrects: 1,
    correctedBy: null,
    stands: true,
    recordedAt: '2026-03-02T03:00:00.000Z',
    url: 'https://hall.example/recommendations/AHRD7-R3/progress/ID'
  },
  scales: {
    id: 'balai',
    name: { en: 'In words', id: 'Dengan kata-kata', th: 'เป็นถ้อยคำ' },
    source: 'The levels of this hall',
    grades: [
      { code: 'not-started', label: { en: 'Not started', id: 'Belum dimulai', th: 'ยังไม่เริ่ม' }, level: 'not-started' }
    ]
  },
  actions: {
    id: 1,
    title: 'A law on complaints',
    text: 'Draft, consult, adopt.',
    language: 'en',
    beginsOn: '2026-01-01',
    dueOn: '2026-12-31',
    resources: null,
    source: null,
    sourceUrl: null,
    recordedAt: '2026-03-02T03:00:00.000Z',
    changedAt: '2026-03-02T03:00:00.000Z',
    recommendations: ['AHRD7-R3'],
    bodies: [{ part: 'leads', since: '2026-01-01', until: null, bodyId: 'ID' }],
    steps: [{ id: 1, step: 'begun', reason: null, reachedOn: '2026-01-15', sourceUrl: null }],
    milestones: [
      {
        id: 1,
        dueOn: '2026-03-01',
        title: 'A draft',
        evidence: 'Published draft',
        language: 'en',
        reachedOn: '2026-02-20',
        evidenceUrl: null
      }
    ],
    indicators: [
      {
        id: 1,
        name: 'Complaints received',
        unit: 'complaints a year',
        target: 120.5,
        values: [{ id: 1, value: 12, source: 'Register', sourceUrl: null, observedOn: '2026-02-28' }],
        baseline: 0,
        language: 'en',
        targetOn: '2027-01-01',
        baselineOn: '2026-01-01'
      }
    ],
    url: 'https://hall.example/actions/1'
  },
  milestones: {
    id: 1,
    action: 1,
    title: 'A draft',
    language: 'en',
    dueOn: '2026-03-01',
    reachedOn: '2026-02-20',
    evidence: 'Published draft',
    evidenceUrl: null,
    changedAt: '2026-03-02T03:00:00.000Z',
    url: 'https://hall.example/actions/1'
  },
  'indicator-values': {
    id: 1,
    action: 1,
    indicator: 1,
    name: 'Complaints received',
    unit: 'complaints a year',
    language: 'en',
    baseline: 0,
    baselineOn: '2026-01-01',
    target: 120.5,
    targetOn: '2027-01-01',
    value: 12,
    observedOn: '2026-02-28',
    source: 'Register',
    sourceUrl: null,
    recordedAt: '2026-03-02T03:00:00.000Z',
    url: 'https://hall.example/actions/1'
  },
  practices: {
    id: 1,
    by: 'ID',
    title: 'A deposit',
    done: 'Recruiters deposit money.',
    outcome: 'Wages are paid.',
    since: '2026-01-12',
    language: 'en',
    source: 'Note verbale',
    sourceUrl: null,
    themes: ['people'],
    articles: ['ahrd/27'],
    recommendations: ['AHRD7-R2'],
    withdrawnAt: null,
    withdrawal: null,
    recordedAt: '2026-03-02T03:00:00.000Z',
    changedAt: '2026-03-02T03:00:00.000Z',
    url: 'https://hall.example/practices/1'
  },
  'institution-steps': {
    id: 1,
    stateId: 'VN',
    kind: 'draft-law',
    reachedOn: '2026-01-20',
    text: 'A draft was published.',
    language: 'en',
    source: 'Note verbale',
    sourceUrl: null,
    reason: null,
    withdrawn: false,
    corrects: null,
    correctedBy: null,
    stands: true,
    recordedAt: '2026-03-02T03:00:00.000Z',
    url: 'https://hall.example/standing/VN'
  },
  accreditations: {
    id: 1,
    bodyId: 'chrp',
    by: 'ganhri',
    scheme: 'paris-principles',
    status: 'A',
    effectiveOn: '1999-01-01',
    reason: { en: 'First accredited in 1999; the day is to be checked.' },
    source: 'Accreditation status of national human rights institutions',
    sourceUrl: 'https://ganhri.org/membership/',
    withdrawn: false,
    corrects: null,
    correctedBy: null,
    stands: true,
    recordedAt: '2026-01-05T03:00:00.000Z',
    url: 'https://hall.example/bodies/chrp'
  },
  'accreditation-decisions': {
    id: 2,
    case: 'CSO-2026-0001',
    bodyId: null,
    stateId: 'ID',
    name: { en: 'Fishers' },
    step: 'refused',
    decidedOn: '2026-03-02',
    reason: 'It takes part of what it wins for workers as profit.',
    language: 'en',
    recordedAt: '2026-03-02T03:00:00.000Z',
    url: 'https://hall.example/standing/organisations#CSO-2026-0001'
  },
  preparations: {
    id: 8,
    after: 'ahrd-7',
    heldFrom: '2026-11-16',
    heldUntil: '2026-11-17',
    place: 'Manila',
    carriedOverOn: '2026-03-02',
    points: [{ since: '2025-11-17', bodyId: 'BN', reason: 'not-taken-up', recommendation: 'AHRD7-R1' }],
    url: 'https://hall.example/preparation/8',
    clusters: [
      {
        title: 'A home for complaints',
        themes: ['civil-society'],
        points: [{ recommendation: 'AHRD7-R1', bodyId: 'BN' }]
      }
    ]
  },
  events: { ...exampleOf('progress.published') }
}
