import { planAction, recordStep, type GivenPlan } from '#areas/actions/actions.server.ts'
import { recordValue, setIndicator } from '#areas/actions/indicator-actions.server.ts'
import { joinAction } from '#areas/actions/joining-actions.server.ts'
import { reachMilestone, setMilestone } from '#areas/actions/milestone-actions.server.ts'
import { invented, titled, type Language } from './invented.ts'
import type { Moment, Telling } from './moment.ts'

// Actions: one that is late, one that is done, some under way, one that was stopped, one that is still to begin.

interface Plan extends Pick<GivenPlan, 'leads' | 'recommendations' | 'title' | 'text'> {
  readonly locale: Language
  readonly begins: number
  readonly due: number
  readonly resources?: string
}

export function plans({ on }: Telling): Moment[] {
  const planned = (day: number, who: string, as: string, plan: Plan): Moment => ({
    day,
    who,
    as,
    act: (context) =>
      planAction(context, {
        leads: plan.leads,
        recommendations: plan.recommendations,
        title: titled(plan.title, plan.locale),
        text: invented(plan.text, plan.locale),
        locale: plan.locale,
        beginsOn: on(plan.begins),
        dueOn: on(plan.due),
        resources: plan.resources ? invented(plan.resources, plan.locale) : null,
        source: invented('national plan'),
        sourceUrl: null
      })
  })
  const step = (
    day: number,
    who: string,
    of: string,
    kind: 'begun' | 'completed' | 'stopped',
    reason: string | null = null
  ): Moment => ({
    day,
    who,
    of: [of],
    act: (context, action) =>
      recordStep(context, action!.id!, {
        step: kind,
        reachedOn: on(day),
        reason: reason && invented(reason),
        confirmed: false,
        sourceUrl: null
      })
  })
  const joins = (day: number, who: string, of: string, body: string): Moment => ({
    day,
    who,
    of: [of],
    act: (context, action) => joinAction(context, action!.id!, { body, on: on(day), part: 'joins' })
  })
  const milestone = (
    day: number,
    who: string,
    of: string,
    as: string,
    due: number,
    title: string,
    locale: Language = 'en'
  ): Moment => ({
    day,
    who,
    of: [of],
    as,
    act: (context, action) =>
      setMilestone(context, action!.id!, null, {
        title: titled(title, locale),
        locale,
        dueOn: on(due),
        corrects: null
      })
  })
  const reached = (day: number, who: string, of: string, what: string): Moment => ({
    day,
    who,
    of: [of, what],
    act: (context, action, milestone) =>
      reachMilestone(context, action!.id!, milestone!.id!, {
        reachedOn: on(day),
        evidence: invented('note of the day on which it was reached'),
        sourceUrl: null
      })
  })
  const value = (day: number, who: string, of: string, what: string, amount: string): Moment => ({
    day,
    who,
    of: [of, what],
    act: (context, action, indicator) =>
      recordValue(context, action!.id!, indicator!.id!, {
        value: amount,
        observedOn: on(day),
        source: invented('quarterly note'),
        sourceUrl: null,
        corrects: null
      })
  })
  const [siti, niran, ratna, yohanes, maricel] = [
    'siti-lestari-adi',
    'niran-thepsuwan',
    'ratna-wijayakusuma',
    'yohanes-prabaswara',
    'maricel-bautista-cruz'
  ] as const

  return [
    planned(95, siti, 'office', {
      leads: 'ID',
      recommendations: 'AHRD7-R3',
      title: 'Appoint and train the staff of the complaints office in the capital and four provinces',
      text: 'choose and train those who will receive complaints.',
      locale: 'en',
      begins: 76,
      due: 287,
      resources: 'forty posts, from the ordinary budget'
    }),
    step(104, siti, 'office', 'begun'),
    joins(115, yohanes, 'office', 'komnas-ham'),
    milestone(100, siti, 'office', 'rules', 210, 'Rules of procedure are public'),
    reached(210, siti, 'office', 'rules'),
    milestone(101, siti, 'office', 'desks', 270, 'All five desks are staffed'),
    {
      day: 102,
      who: siti,
      of: ['office'],
      as: 'staff',
      act: (context, action) =>
        setIndicator(context, action!.id!, null, {
          name: titled('Trained staff'),
          unit: 'people',
          locale: 'en',
          baseline: '0',
          baselineOn: on(76),
          target: '40',
          targetOn: on(287),
          corrects: null
        })
    },
    value(160, siti, 'office', 'staff', '8'),
    value(250, siti, 'office', 'staff', '26'),

    planned(96, siti, 'number', {
      leads: 'ID',
      recommendations: 'AHRD7-R7',
      title: 'Satu nomor bagi korban penipuan daring',
      text: 'satu nomor telepon yang menghubungkan korban dengan lembaga yang berwenang.',
      locale: 'id',
      begins: 76,
      due: 499
    }),
    step(135, siti, 'number', 'begun'),
    milestone(136, siti, 'number', 'trial', 342, 'Uji coba di dua provinsi', 'id'),

    planned(96, siti, 'forum', {
      leads: 'ID',
      recommendations: 'AHRD7-R5',
      title: 'Quarterly forum with civil society',
      text: 'a forum that meets every quarter, open to all who ask to come.',
      locale: 'en',
      begins: 76,
      due: 225
    }),
    step(97, siti, 'forum', 'begun'),
    joins(120, maricel, 'forum', 'lantern-network'),
    step(192, siti, 'forum', 'completed'),

    planned(112, niran, 'points', {
      leads: 'TH',
      recommendations: 'AHRD7-R7',
      title: 'จุดติดต่อสำหรับผู้เสียหายจากการหลอกลวงออนไลน์',
      text: 'เปิดจุดติดต่อเดียวที่ตอบเป็นภาษาของผู้โทร',
      locale: 'th',
      begins: 112,
      due: 420
    }),
    step(130, niran, 'points', 'begun'),
    joins(150, maricel, 'points', 'lantern-network'),
    milestone(131, niran, 'points', 'callers', 290, 'อบรมผู้รับสายครบทุกคน', 'th'),
    milestone(131, niran, 'points', 'provinces', 250, 'เปิดทดลองใช้ในสองจังหวัด', 'th'),
    reached(248, niran, 'points', 'provinces'),

    planned(140, niran, 'leaflet', {
      leads: 'TH',
      recommendations: 'AHRD7-R1, AHRD7-R5',
      title: 'เอกสารแนะนำการหารือสำหรับหน่วยงานรายสาขา',
      text: 'เอกสารสี่หน้าที่อธิบายการหารือและวิธีเข้าร่วม',
      locale: 'th',
      begins: 140,
      due: 330
    }),
    step(145, niran, 'leaflet', 'begun'),
    step(205, niran, 'leaflet', 'stopped', 'taken into a larger plan'),

    planned(125, ratna, 'study', {
      leads: 'aichr',
      recommendations: 'AHRD7-R2',
      title: 'Study on human rights, trade and development',
      text: 'a study that the regional outlook can rest on.',
      locale: 'en',
      begins: 340,
      due: 560
    }),
    milestone(126, ratna, 'study', 'terms', 345, 'Terms of reference are agreed'),

    planned(180, yohanes, 'review', {
      leads: 'komnas-ham',
      recommendations: 'AHRD7-R3, AHRD7-R5',
      title: 'Tinjauan tahunan atas tindak lanjut Dialog',
      text: 'tinjauan terbuka yang dibahas bersama masyarakat sipil.',
      locale: 'id',
      begins: 180,
      due: 350
    }),
    step(190, yohanes, 'review', 'begun')
  ]
}
