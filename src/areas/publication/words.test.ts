import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldDiacritics, normalise, pairsOf, splitWords } from './words.ts'
import { isZawgyi } from './zawgyi.ts'

const words = (text: string) => splitWords(normalise(text)).map(({ word }) => word)

describe('splitting', () => {
  it.each([
    ['Ratify the ILO’s Convention No. 189', ['ratify', 'the', "ilo's", 'convention', 'no', '189']],
    ['การป้องกันการทรมาน', ['การ', 'ป้องกัน', 'การ', 'ทรมาน']],
    ['国家人权机构', ['国家', '人权', '机构']],
    ['มาตรา ๑๓', ['มาตรา', '13']],
    ['AHRD7-R1', ['ahrd7', 'r1']]
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  it('says where each word stands in the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const normal = normalise(text)
        let last = 0
        for (const { start, end, word } of splitWords(normal)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(normal.length)
          expect(word).not.toBe('')
          last = end
        }
      })
    )
  })
})

it('takes marks off Latin letters and off no others', () => {
  expect(foldDiacritics('đồng ção')).toBe('dong cao')
  expect(foldDiacritics('สิทธิ')).toBe('สิทธิ')
})

it('makes overlapping pairs of an unspaced run', () => {
  expect(pairsOf('人权机')).toEqual(['人权', '权机', '机'])
})

describe('Zawgyi', () => {
  it('is told from Unicode Burmese', () => {
    expect(isZawgyi('လူ့အခွင့်အရေးကို ကာကွယ်ပါ')).toBe(false)
    expect(isZawgyi('ေမာင္')).toBe(true)
    expect(isZawgyi('human rights')).toBe(false)
  })
})
