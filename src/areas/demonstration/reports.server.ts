import { retract, signOff, speak, type GivenEntry } from '#areas/follow-up/actions.server.ts'
import { invented } from './invented.ts'
import type { Moment, Telling } from './moment.ts'

// What is said on the three tracks: reports that are signed off or not, and assessments that agree or don't.

type Said = Pick<GivenEntry, 'reference' | 'grade'> & Partial<GivenEntry> & { readonly text: string }

export function reports({ on }: Telling): Moment[] {
  const said = (day: number, who: string, as: string, given: Said): Moment => ({
    day,
    who,
    as,
    act: (context) =>
      speak(context, {
        aboutBodyId: 'ID',
        track: 'state',
        byBodyId: 'ID',
        scaleId: 'balai',
        observedOn: on(day),
        locale: 'en',
        evidence: null,
        evidenceUrl: null,
        corrects: null,
        ...given
      })
  })
  const signed = (day: number, of: string): Moment => ({
    day,
    who: 'dewi-anggraini-putri',
    of: [of],
    act: (context, report) => signOff(context, report!.id!)
  })
  const siti = 'siti-lestari-adi'
  const niran = (day: number, as: string, given: Said) =>
    said(day, 'niran-thepsuwan', as, { aboutBodyId: 'TH', byBodyId: 'TH', locale: 'th', ...given })
  const yohanes = (day: number, as: string, given: Said) =>
    said(day, 'yohanes-prabaswara', as, { track: 'stakeholder', byBodyId: 'komnas-ham', ...given })
  const maricel = (day: number, as: string, given: Said) =>
    said(day, 'maricel-bautista-cruz', as, { track: 'stakeholder', byBodyId: 'lantern-network', ...given })
  const hafiz = (day: number, as: string, given: Said) =>
    said(day, 'hafiz-mansor', as, { track: 'body', byBodyId: 'aichr', scaleId: 'ccpr', ...given })

  return [
    said(215, siti, 'themes ID', {
      reference: 'AHRD7-R1',
      grade: 'under-way',
      text: invented(
        'three ministries agreed on a list of themes; the sectoral bodies are invited to the next session.'
      )
    }),
    said(168, siti, 'complaints ID', {
      reference: 'AHRD7-R3',
      grade: 'fully',
      text: invented('rules make the mechanism and name the office that receives complaints.'),
      evidence: invented('rules of the complaints office, first edition')
    }),
    signed(176, 'complaints ID'),
    yohanes(240, 'complaints Komnas HAM', {
      reference: 'AHRD7-R3',
      grade: 'partly',
      text: invented('the rules are in force. No office receives anything yet; its staff is being chosen.')
    }),
    hafiz(284, 'complaints body', {
      reference: 'AHRD7-R3',
      grade: 'B',
      text: invented('a first step. The office, its staff and its rules of procedure are still to come.')
    }),
    said(144, siti, 'forum ID', {
      reference: 'AHRD7-R5',
      grade: 'fully',
      text: invented('a standing forum with forty organisations meets every quarter.'),
      evidence: invented('decree on the standing forum')
    }),
    signed(154, 'forum ID'),
    yohanes(196, 'forum Komnas HAM', {
      reference: 'AHRD7-R5',
      grade: 'fully',
      scaleId: 'upr-info',
      text: invented('forum bertemu dua kali, dengan semua yang ingin hadir.', 'id'),
      locale: 'id'
    }),
    said(93, siti, 'scams ID', {
      reference: 'AHRD7-R7',
      grade: 'under-way',
      text: invented('gugus tugas lintas kementerian dibentuk dan bertemu dua kali.', 'id'),
      locale: 'id'
    }),
    maricel(267, 'scams ID network', {
      reference: 'AHRD7-R7',
      grade: 'not-started',
      text: invented('nobody who called our line had heard of an entry point yet.')
    }),
    niran(60, 'outlook TH', {
      reference: 'AHRD7-R2',
      grade: 'planned',
      text: invented('หน่วยงานที่เกี่ยวข้องตกลงจะจัดทำข้อเสนอร่วมกัน', 'th')
    }),
    niran(110, 'scams TH first', {
      reference: 'AHRD7-R7',
      grade: 'planned',
      text: invented('กำหนดหน่วยงานที่จะเป็นจุดติดต่อ', 'th')
    }),
    niran(260, 'scams TH', {
      reference: 'AHRD7-R7',
      grade: 'under-way',
      text: invented('จุดติดต่อเปิดทดลองใช้แล้วในสองจังหวัด', 'th')
    }),
    maricel(268, 'scams TH network', {
      aboutBodyId: 'TH',
      reference: 'AHRD7-R7',
      grade: 'under-way',
      text: invented('the first callers were answered in their own language.')
    }),
    niran(200, 'forum TH', {
      reference: 'AHRD7-R5',
      grade: 'fully',
      text: invented('เวทีหารือกับภาคประชาสังคมจัดแล้วสี่ครั้ง', 'th'),
      evidence: invented('บันทึกการประชุมสี่ครั้ง', 'th')
    }),
    hafiz(230, 'forum TH body', {
      aboutBodyId: 'TH',
      reference: 'AHRD7-R5',
      grade: 'A',
      text: invented('the records of the four meetings show who came and what followed.')
    }),
    maricel(210, 'mistaken', {
      aboutBodyId: 'TH',
      reference: 'AHRD7-R3',
      grade: 'planned',
      text: invented('written under the wrong recommendation, and taken back below.')
    }),
    {
      day: 217,
      who: 'maricel-bautista-cruz',
      of: ['mistaken'],
      act: (context, mistaken) => retract(context, mistaken!.id!, invented('another recommendation was meant'))
    },
    niran(300, 'themes TH', {
      reference: 'AHRD7-R1',
      grade: 'partly',
      text: invented('เลือกประเด็นแล้ว และเชิญหน่วยงานรายสาขาสองแห่ง', 'th')
    })
  ]
}
