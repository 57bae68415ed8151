import type { Generated, GeneratedAlways } from 'kysely'
import type { Duty, Role } from './actor.ts'

// The tables of db/migrations/0002_people.sql. Days are 'YYYY-MM-DD'.

interface MandateColumns {
  account_id: string
  role: Role
  body_id: string | null
  duty: Duty | null
  since: string
  until: string | null
  reason: string
  granted_by: string | null
  corrects: number | null
}

export interface PeopleTables {
  account: {
    id: string
    name: string
    email: string
    email_verified: Generated<boolean>
    image: string | null
    locale: Generated<string>
    time_zone: Generated<string>
    two_factor_enabled: Generated<boolean>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  account_session: {
    id: string
    account_id: string
    token: string
    user_agent: string | null
    ip_address: string | null
    expires_at: Date
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  account_credential: {
    id: string
    account_id: string
    provider_id: string
    provider_account_id: string
    password: string | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  account_passkey: { id: string; account_id: string; name: string | null; created_at: Date | null }
  account_second_factor: { id: string; account_id: string; verified: boolean }
  mandate: MandateColumns & {
    id: GeneratedAlways<number>
    withdrawn: Generated<boolean>
    recorded_at: Generated<Date>
  }
  /** read only: the mandates that no later fact corrects or withdraws */
  standing_mandate: MandateColumns & { id: number; recorded_at: Date }
  invitation: {
    id: GeneratedAlways<number>
    token_hash: string
    email: string | null
    name: string | null
    role: Role
    body_id: string | null
    duty: Duty | null
    since: string
    until: string | null
    reason: string
    locale: string
    invited_by: string | null
    invited_at: Date
    expires_at: Date
  }
  invitation_answer: {
    invitation_id: number
    answer: 'accepted' | 'withdrawn'
    account_id: string | null
    answered_at: Date
  }
  mail: {
    id: GeneratedAlways<number>
    recipient: string
    locale: string
    subject: string
    text: string
    created_at: Date
    sent_at: Date | null
    error: string | null
  }
}
