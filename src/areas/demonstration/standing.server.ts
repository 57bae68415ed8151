import {
  applyForAccreditation,
  recordFinding,
  takeCaseStep,
  type GivenApplication
} from '#areas/bodies/application-actions.server.ts'
import { recordInstitutionStep } from '#areas/bodies/institution-actions.server.ts'
import { VISITOR } from '#areas/people/actor.ts'
import { sharePractice } from '#areas/practices/actions.server.ts'
import { invented, titled } from './invented.ts'
import type { Moment, Telling } from './moment.ts'

export const SHARED_PRACTICE = titled('Recruiters answer with a deposit')

/** Good practices, steps towards institutions, and two organisations that applied for accreditation. */
export function standing({ on, origin }: Telling): Moment[] {
  return [...practices(on), ...steps(on), ...applications(on, origin)]
}

function practices(on: Telling['on']): Moment[] {
  const shared = (day: number, who: string, bodyId: string, given: Parameters<typeof sharePractice>[2]): Moment => ({
    day,
    who,
    act: (context) => sharePractice(context, bodyId, given)
  })
  return [
    shared(148, 'siti-lestari-adi', 'ID', {
      title: SHARED_PRACTICE,
      done: invented('whoever recruits workers for abroad deposits money before the first contract.'),
      outcome: invented('wages that were held back are paid out of it within a month.'),
      since: on(56),
      locale: 'en',
      source: invented('note of a ministry'),
      sourceUrl: null,
      themes: ['trafficking'],
      articles: ['ahrd/13'],
      recommendations: ['AHRD7-R2']
    }),
    shared(205, 'yohanes-prabaswara', 'komnas-ham', {
      title: titled('Pertemuan bulanan dengan pos pengaduan', 'id'),
      done: invented('petugas pos pengaduan bertemu setiap bulan dan membahas kasus tanpa nama.', 'id'),
      outcome: invented('jawaban kepada pengadu datang lebih cepat.', 'id'),
      since: on(110),
      locale: 'id',
      source: invented('catatan rapat', 'id'),
      sourceUrl: null,
      themes: ['justice'],
      articles: ['ahrd/5'],
      recommendations: ['AHRD7-R3']
    }),
    shared(236, 'domingos-soares-lemos', 'TL', {
      title: titled('Public hearings in every municipality'),
      done: invented('the plan was read aloud and discussed in each municipality before it was signed.'),
      outcome: invented('a third of its measures came from those hearings.'),
      since: on(90),
      locale: 'en',
      source: invented('record of the hearings'),
      sourceUrl: null,
      themes: ['civil-society'],
      articles: ['ahrd/25'],
      recommendations: ['AHRD7-R5']
    })
  ]
}

/** The same step for every member without an institution: nobody is made to look better than another. */
function steps(on: Telling['on']): Moment[] {
  return ['BN', 'KH', 'LA', 'SG', 'VN'].map((stateId, i) => ({
    day: 160 + 12 * i,
    who: 'ratna-wijayakusuma',
    act: (context) =>
      recordInstitutionStep(context, stateId, {
        kind: 'commitment',
        reachedOn: on(160 + 12 * i),
        text: invented('a seminar on the Paris Principles ended with a promise to go on.'),
        locale: 'en',
        source: invented('note on a seminar'),
        sourceUrl: null,
        corrects: null,
        reason: null
      })
  }))
}

function applications(on: Telling['on'], origin: string): Moment[] {
  const applied = (day: number, as: string, given: Partial<GivenApplication> & { name: string }): Moment => ({
    day,
    who: null,
    as,
    act: (context) =>
      applyForAccreditation({ ...context, actor: VISITOR }, origin, {
        englishName: null,
        seat: invented('a town'),
        stateId: 'PH',
        purpose: invented('to explain rights at sea to those who work there.'),
        reach: invented('ports of four States.'),
        website: null,
        locale: 'en',
        contactName: titled('A contact'),
        email: 'contact@cast.invalid',
        ...given
      })
  })
  const step = (day: number, of: string, kind: 'screening' | 'information-asked', turns: number, reason: string) => ({
    day,
    who: 'ratna-wijayakusuma',
    of: [of],
    act: ((context, application) =>
      takeCaseStep(context, origin, application!.reference!, {
        step: kind,
        reachedOn: on(day),
        reason: invented(reason),
        locale: 'en',
        turns
      })) as Moment['act']
  })
  const found = (day: number, of: string, criterion: string): Moment => ({
    day,
    who: 'ratna-wijayakusuma',
    of: [of],
    act: (context, application) =>
      recordFinding(context, application!.reference!, {
        criterion,
        finding: 'met',
        reason: invented('the papers say so.'),
        corrects: null
      })
  })
  return [
    applied(270, 'harbour', { name: titled('Harbour Light Circle') }),
    step(278, 'harbour', 'screening', 0, 'the papers are complete enough to begin.'),
    found(285, 'harbour', 'purpose'),
    found(285, 'harbour', 'non-profit'),
    applied(280, 'river', {
      name: titled('เครือข่ายเพื่อนริมน้ำ', 'th'),
      englishName: titled('Friends along the River'),
      stateId: 'TH',
      seat: invented('เมืองริมแม่น้ำ', 'th'),
      purpose: invented('ให้ความรู้เรื่องสิทธิแก่ชุมชนริมน้ำ', 'th'),
      reach: invented('สองรัฐสมาชิก', 'th'),
      contactName: titled('ผู้ประสานงาน', 'th'),
      locale: 'th'
    }),
    step(290, 'river', 'screening', 0, 'screening began.'),
    step(304, 'river', 'information-asked', 1, 'the statutes are asked for.')
  ]
}
