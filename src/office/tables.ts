import type { Generated, GeneratedAlways } from 'kysely'
import type { MemberRole, PlaceKind } from '#core/duty.ts'
import type { ChartRole, GivenRight } from '#core/rights.ts'
import type { Instant, Json } from '#core/tables.ts'
import type { Theme } from './rules/themes.ts'

export type { MemberRole, Theme }

declare module '#core/database.ts' {
  interface Tables {
    officeProfile: {
      only: Generated<boolean>
      name: string
      country: string
      currency: string
      timeZone: string
      language: 'en' | 'lt'
      sample: Generated<boolean>
      fillingJob: string | null
      version: Generated<number>
      setUpAt: Generated<Instant>
    }
    /** A view: the duties that keep amounts in the office's currency. */
    keptAmount: { duty: string }
    branch: {
      id: string
      name: string
      headquarters: Generated<boolean>
      country: string
      region: string | null
      timeZone: string
      currency: string
      version: Generated<number>
      closedAt: Instant | null
    }
    department: {
      id: string
      name: string
      sales: Generated<boolean>
      version: Generated<number>
      closedAt: Instant | null
    }
    team: {
      id: string
      departmentId: string
      branchId: string
      name: string
      version: Generated<number>
      closedAt: Instant | null
    }
    member: {
      id: string
      name: string
      email: string
      emailVerified: Generated<boolean>
      image: string | null
      language: Generated<'en' | 'lt'>
      theme: Generated<Theme>
      phone: string | null
      roles: Generated<MemberRole[]>
      departmentId: string | null
      branchId: string | null
      teamId: string | null
      createdAt: Generated<Instant>
      updatedAt: Generated<Instant>
      deactivatedAt: Instant | null
      reactivatedAt: Generated<Instant | null>
      version: Generated<number>
      search: GeneratedAlways<string>
    }
    chartRole: { name: ChartRole; place: PlaceKind }
    dutyAssignment: {
      id: string
      role: ChartRole
      memberId: string
      teamId: string | null
      departmentId: string | null
      branchId: string | null
      placeId: GeneratedAlways<string>
      fromDay: string
      toDay: string | null
      coversId: string | null
      version: Generated<number>
      createdAt: Generated<Instant>
    }
    invitation: {
      id: string
      memberId: string
      kind: 'invite' | 'reset'
      tokenHash: string
      madeBy: string | null
      madeAt: Generated<Instant>
      expiresAt: Instant
      usedAt: Instant | null
    }
    apiKey: {
      id: string
      memberId: string
      name: string
      hint: string
      keyHash: string
      rights: Generated<GivenRight[] | null>
      readOnly: Generated<boolean>
      expiresOn: Generated<string | null>
      createdAt: Generated<Instant>
      lastUsedAt: Instant | null
      revokedAt: Instant | null
    }
    savedView: { id: string; memberId: string; page: string; name: string; settings: Json<unknown> }
    signInTry: { id: string; who: string; place: string; at: Generated<Instant>; due: Instant }
    session: {
      id: string
      userId: string
      token: string
      expiresAt: Instant
      ipAddress: string | null
      userAgent: string | null
      createdAt: Generated<Instant>
      updatedAt: Generated<Instant>
    }
    account: {
      id: string
      userId: string
      accountId: string
      providerId: string
      password: string | null
      createdAt: Generated<Instant>
      updatedAt: Generated<Instant>
    }
  }
}
