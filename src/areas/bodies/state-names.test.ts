import { describe, expect, test } from 'vitest'
import { stateAtStart, stateNamed, stateResembling } from './state-names.ts'
import { statesOfTheWorld } from './states-of-the-world.ts'

test('the 193 members of the United Nations and its two observer States, each code and each name once', () => {
  expect(statesOfTheWorld).toHaveLength(195)
  expect(new Set(statesOfTheWorld.map(({ code }) => code)).size).toBe(195)
  for (const state of statesOfTheWorld) {
    expect(state.code).toMatch(/^[A-Z]{2}$/)
    for (const name of [state.name, state.officialName, ...state.alsoPrinted])
      if (name) expect(stateNamed(name), name).toBe(state)
  }
})

test.each([
  ['LAO PEOPLE’S DEMOCRATIC REPUBLIC', 'LA'],
  ['Lao PDR', 'LA'],
  ['the Islamic Republic of Iran', 'IR'],
  ['Iran(Islamic Republic of)', 'IR'],
  ['Cote d‘Ivoire', 'CI'],
  ['The former Yugoslav Republic of Macedonia', 'MK'],
  ['Viet-Nam', 'VN'],
  ['Guinea - Bissau', 'GW'],
  ['Libyan Arab Jamahiriya', 'LY'],
  ['Democratic People’s Republic of Korea', 'KP'],
  ['Republic of Korea', 'KR']
])('%s is %s', (name, code) => {
  expect(stateNamed(name)?.code).toBe(code)
})

describe('a misspelt name', () => {
  test.each([
    ['Uzbekstan', 'UZ'],
    ['Phillipines', 'PH'],
    ['Switzerlnad', 'CH']
  ])('%s resembles one State', (name, code) => {
    expect(stateResembling(name)?.code).toBe(code)
  })
  test.each(['Iram', 'Parties', 'Rurutania', 'Austrla'])('%s is left to a person', (name) => {
    expect(stateResembling(name)).toBeNull()
  })
})

test('the longest name that a text begins with', () => {
  expect(stateAtStart('the Republic of Korea, Niger')).toMatchObject({ printed: 'Republic of Korea', length: 21 })
  expect(stateAtStart('Guinea, Mali')).toMatchObject({ printed: 'Guinea' })
  expect(stateAtStart('Guinea-Bissau;')).toMatchObject({ printed: 'Guinea-Bissau' })
  expect(stateAtStart('Micronesia (Federated States of))')).toMatchObject({
    printed: 'Micronesia (Federated States of)'
  })
  expect(stateAtStart('neighbouring Mali')).toBeNull()
})
