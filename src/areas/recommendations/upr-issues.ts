/**
 * The issues under which UPR Info coded the recommendations of the Universal Periodic Review of sessions 1 to 12
 * (2008 to 2011): 54 subjects and two classes for what has no single subject, `general` and `other`.
 * Names are spelled exactly as the coded data spells them; ids are ours, stable, and safe in an address.
 * The order is alphabetical and is part of the theme model's file: append a new issue, never move one.
 */
export const uprIssues = [
  { id: 'asylum-seekers-refugees', name: 'Asylum-seekers - refugees' },
  { id: 'business-and-human-rights', name: 'Business and human rights' },
  { id: 'civil-society', name: 'Civil society' },
  { id: 'corruption', name: 'Corruption' },
  { id: 'counter-terrorism', name: 'Counter-terrorism' },
  { id: 'cp-rights-general', name: 'CP rights - general' },
  { id: 'death-penalty', name: 'Death penalty' },
  { id: 'detention', name: 'Detention' },
  { id: 'development', name: 'Development' },
  { id: 'disabilities', name: 'Disabilities' },
  { id: 'elections', name: 'Elections' },
  { id: 'enforced-disappearances', name: 'Enforced disappearances' },
  { id: 'environment', name: 'Environment' },
  { id: 'esc-rights-general', name: 'ESC rights - general' },
  { id: 'extrajudicial-executions', name: 'Extrajudicial executions' },
  { id: 'freedom-of-association-and-peaceful-assembly', name: 'Freedom of association and peaceful assembly' },
  { id: 'freedom-of-movement', name: 'Freedom of movement' },
  { id: 'freedom-of-opinion-and-expression', name: 'Freedom of opinion and expression' },
  { id: 'freedom-of-religion-and-belief', name: 'Freedom of religion and belief' },
  { id: 'freedom-of-the-press', name: 'Freedom of the press' },
  { id: 'general', name: 'General' },
  { id: 'hiv-aids', name: 'HIV - Aids' },
  { id: 'human-rights-defenders', name: 'Human rights defenders' },
  { id: 'human-rights-education-and-training', name: 'Human rights education and training' },
  { id: 'human-rights-violations-by-state-agents', name: 'Human rights violations by state agents' },
  { id: 'impunity', name: 'Impunity' },
  { id: 'indigenous-peoples', name: 'Indigenous peoples' },
  { id: 'internally-displaced-persons', name: 'Internally displaced persons' },
  { id: 'international-humanitarian-law', name: 'International humanitarian law' },
  { id: 'international-instruments', name: 'International instruments' },
  { id: 'justice', name: 'Justice' },
  { id: 'labour', name: 'Labour' },
  { id: 'migrants', name: 'Migrants' },
  { id: 'minorities', name: 'Minorities' },
  { id: 'national-human-rights-institution', name: 'National Human Rights Institution' },
  { id: 'other', name: 'Other' },
  { id: 'poverty', name: 'Poverty' },
  { id: 'privacy', name: 'Privacy' },
  { id: 'public-security', name: 'Public security' },
  { id: 'racial-discrimination', name: 'Racial discrimination' },
  { id: 'right-to-education', name: 'Right to education' },
  { id: 'right-to-food', name: 'Right to food' },
  { id: 'right-to-health', name: 'Right to health' },
  { id: 'right-to-housing', name: 'Right to housing' },
  { id: 'right-to-land', name: 'Right to land' },
  { id: 'right-to-water-and-sanitation', name: 'Right to water and sanitation' },
  { id: 'rights-of-the-child', name: 'Rights of the Child' },
  { id: 'sexual-orientation-and-gender-identity', name: 'Sexual Orientation and Gender Identity' },
  { id: 'special-procedures', name: 'Special procedures' },
  { id: 'statelessness-and-the-right-to-nationality', name: 'Statelessness and the right to nationality' },
  { id: 'technical-assistance-and-cooperation', name: 'Technical assistance and cooperation' },
  { id: 'torture-and-other-cid-treatment', name: 'Torture and other CID treatment' },
  { id: 'trafficking', name: 'Trafficking' },
  { id: 'treaty-bodies', name: 'Treaty bodies' },
  { id: 'upr-process', name: 'UPR process' },
  { id: 'womens-rights', name: "Women's rights" }
] as const

export type UprIssueId = (typeof uprIssues)[number]['id']
export type UprIssueName = (typeof uprIssues)[number]['name']
export type UprIssue = { readonly id: UprIssueId; readonly name: UprIssueName }

/** The two classes that say how a recommendation was coded, not what it is about. */
export const issuesWithoutSubject: readonly UprIssueId[] = ['general', 'other']

const byId = new Map<string, UprIssue>(uprIssues.map((issue) => [issue.id, issue]))
const byName = new Map<string, UprIssue>(uprIssues.map((issue) => [issue.name.toLowerCase(), issue]))

export function uprIssueById(id: string): UprIssue | undefined {
  return byId.get(id)
}

/** Found whatever its letter case and surrounding space: coders were not consistent about either. */
export function uprIssueByName(name: string): UprIssue | undefined {
  return byName.get(name.trim().toLowerCase())
}
