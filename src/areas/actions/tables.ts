import type { Generated, GeneratedAlways } from 'kysely'

// The tables of db/migrations/0006_actions.sql. Days are 'YYYY-MM-DD'; numerics are read as text, written as numbers or text.

type Id = GeneratedAlways<number>
type Fact = { id: Id; recorded_at: Date; recorded_by: string }
type Correctable = Fact & { corrects: number | null }
type Withdrawable = Correctable & { withdrawn: Generated<boolean> }

export interface ActionTables {
  action: Fact
  action_plan: ActionPlanRow
  standing_action_plan: ActionPlanRow
  action_body: ActionBodyRow
  standing_action_body: ActionBodyRow
  action_recommendation: ActionRecommendationRow
  standing_action_recommendation: ActionRecommendationRow
  action_step: ActionStepRow
  standing_action_step: ActionStepRow
  milestone: Fact & { action_id: number }
  milestone_plan: MilestonePlanRow
  standing_milestone: MilestonePlanRow & { action_id: number }
  milestone_reached: MilestoneReachedRow
  standing_milestone_reached: MilestoneReachedRow
  indicator: Fact & { action_id: number }
  indicator_plan: IndicatorPlanRow
  standing_indicator: IndicatorPlanRow & { action_id: number }
  indicator_value: IndicatorValueRow
  standing_indicator_value: IndicatorValueRow
}

type ActionPlanRow = Correctable & {
  action_id: number
  title: string
  text: string
  locale: string
  begins_on: string
  due_on: string | null
  resources: string | null
  source: string | null
  source_url: string | null
}
type ActionBodyRow = Withdrawable & {
  action_id: number
  body_id: string
  part: 'leads' | 'joins'
  since: string
  until: string | null
}
type ActionRecommendationRow = Withdrawable & { action_id: number; recommendation_id: number }
type ActionStepRow = Withdrawable & {
  action_id: number
  step: 'begun' | 'completed' | 'stopped'
  reached_on: string
  reason: string | null
  source_url: string | null
}
type MilestonePlanRow = Withdrawable & { milestone_id: number; title: string; locale: string; due_on: string }
type MilestoneReachedRow = Withdrawable & {
  milestone_id: number
  reached_on: string
  evidence: string | null
  source_url: string | null
}
type IndicatorPlanRow = Withdrawable & {
  indicator_id: number
  name: string
  unit: string
  locale: string
  baseline: string
  baseline_on: string
  target: string
  target_on: string
}
type IndicatorValueRow = Withdrawable & {
  indicator_id: number
  value: string
  observed_on: string
  source: string
  source_url: string | null
}
