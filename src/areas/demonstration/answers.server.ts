import { recordStage, type GivenStage } from '#areas/follow-up/life-actions.server.ts'
import { statePosition, type GivenPosition } from '#areas/follow-up/positions-actions.server.ts'
import { setReplyDay } from '#areas/follow-up/reply-day-actions.server.ts'
import { invented, titled } from './invented.ts'
import type { Moment, Telling } from './moment.ts'

// What the body made of the recommendations, and what their addressees answered.

const NOT_OF_THE_CAST = ['BN', 'KH', 'LA', 'MY', 'MM', 'PH', 'SG', 'TL', 'VN']
const WITHOUT_INSTITUTION = ['BN', 'KH', 'LA', 'SG', 'VN']
/** Given in turn, State by State and recommendation by recommendation: nobody is made to look better than another. */
const IN_TURN = ['supported', 'noted', 'supported', 'partly', null] as const

const RECOMMENDATIONS: readonly { number: number; parts: readonly [string, string] }[] = [
  { number: 1, parts: ['Take up specific themes', 'Bring sectoral bodies into the room'] },
  { number: 2, parts: ['A regional response', 'A regional outlook'] },
  { number: 3, parts: ['Receive complaints', 'Investigate complaints'] },
  { number: 5, parts: ['Engage in the Dialogue', 'Engage between Dialogues'] },
  { number: 7, parts: ['Explore entry points', 'Act on what is found'] },
  { number: 4, parts: ['Encourage a law', 'Encourage an independent institution'] }
]
const REPLIES_BY = 100

export function answers({ on }: Telling): Moment[] {
  return [...stages(on), ...replies(on)]
}

function stages(on: Telling['on']): Moment[] {
  const reached = (day: number, reference: string, stage: GivenStage['stage'], reason: string): Moment => ({
    day,
    who: 'ratna-wijayakusuma',
    act: (context) =>
      recordStage(context, {
        reference,
        stage,
        reachedOn: on(day),
        into: null,
        reason: invented(reason),
        source: invented('summary record of a meeting'),
        sourceUrl: null
      })
  })
  return [
    ...['AHRD7-R1', 'AHRD7-R3', 'AHRD7-R5'].flatMap((reference) => [
      reached(23, reference, 'consensus', 'put to the Representatives'),
      reached(85, reference, 'adopted', 'adopted by consensus')
    ]),
    reached(30, 'AHRD7-R2', 'consensus', 'put to the Representatives'),
    reached(120, 'AHRD7-R2', 'noted', 'noted, with a study to come first'),
    reached(30, 'AHRD7-R6', 'consensus', 'put to the Representatives'),
    reached(120, 'AHRD7-R6', 'deferred', 'deferred until the next Dialogue has been held'),
    reached(250, 'AHRD7-R7', 'consensus', 'put to the Representatives')
  ]
}

function replies(on: Telling['on']): Moment[] {
  const said = (day: number, who: string, given: Partial<GivenPosition> & { reference: string; bodyId: string }) => ({
    day,
    who,
    act: (context: Parameters<typeof statePosition>[0]) =>
      statePosition(context, {
        position: 'supported',
        statedOn: on(day),
        text: null,
        locale: 'en',
        found: null,
        corrects: null,
        because: null,
        parts: [],
        ...given
      })
  })
  const heard = { source: { title: invented('replies to the recommendations'), url: null, publishedOn: null } }
  const found = { documentId: null, place: null, ...heard }
  const written = RECOMMENDATIONS.flatMap(({ number, parts }, nth) =>
    (number === 4 ? WITHOUT_INSTITUTION : NOT_OF_THE_CAST).flatMap((bodyId, i): Moment[] => {
      const position = IN_TURN[(i + 2 * nth) % IN_TURN.length]!
      const asked = { reference: `AHRD7-R${number}`, bodyId, found, text: invented('as the letter of reply says.') }
      if (position !== null) {
        const divided = position === 'partly' ? parts : []
        return [
          said(40 + 6 * i, 'ratna-wijayakusuma', {
            ...asked,
            position,
            parts: divided.map((text, at) => ({ text: titled(text), position: at === 0 ? 'supported' : 'noted' }))
          })
        ]
      }
      if (number !== 3) return []
      const text = invented('no letter of reply came.')
      return [said(REPLIES_BY + 10, 'ratna-wijayakusuma', { ...asked, text, position: 'no-reply' })]
    })
  )
  const siti = (day: number, reference: string) =>
    said(day, 'siti-lestari-adi', {
      reference,
      bodyId: 'ID',
      text: invented('didukung dan akan dilaksanakan bersama kementerian terkait.', 'id'),
      locale: 'id'
    })
  const niran = (day: number, reference: string, position: GivenPosition['position'], text: string) =>
    said(day, 'niran-thepsuwan', { reference, bodyId: 'TH', position, text: invented(text, 'th'), locale: 'th' })
  return [
    {
      day: 24,
      who: 'ratna-wijayakusuma',
      act: (context) =>
        setReplyDay(context, {
          reference: 'AHRD7-R3',
          dueOn: on(REPLIES_BY),
          source: invented('letter to the addressees'),
          sourceUrl: null,
          corrects: null,
          because: null
        })
    },
    ...written,
    ...['AHRD7-R1', 'AHRD7-R2', 'AHRD7-R3', 'AHRD7-R5', 'AHRD7-R7'].map((reference) => siti(64, reference)),
    niran(70, 'AHRD7-R1', 'supported', 'สนับสนุน และจะเชิญหน่วยงานรายสาขาเข้าร่วม'),
    niran(70, 'AHRD7-R2', 'noted', 'รับทราบ และรอผลการศึกษาร่วมกัน'),
    niran(72, 'AHRD7-R5', 'supported', 'สนับสนุน และจะหารือกับภาคประชาสังคมเป็นประจำ'),
    niran(72, 'AHRD7-R7', 'supported', 'สนับสนุน และพร้อมแลกเปลี่ยนจุดติดต่อ'),
    said(74, 'niran-thepsuwan', {
      reference: 'AHRD7-R3',
      bodyId: 'TH',
      position: 'partly',
      locale: 'th',
      text: invented('สนับสนุนบางส่วนในขั้นนี้', 'th'),
      parts: [
        { text: titled('รับเรื่องร้องเรียน', 'th'), position: 'supported' },
        { text: titled('สอบสวนเรื่องร้องเรียน', 'th'), position: 'noted' }
      ]
    })
  ]
}
