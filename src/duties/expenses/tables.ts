import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Param } from '#core/refusal.ts'
import type { Instant } from '#core/tables.ts'
import type { Reading, Told } from './reader/reading.ts'

export const procedureWays = ['read', 'phone', 'inPerson', 'mail'] as const
export const confirmationWays = ['self', 'phone', 'inPerson', 'mail'] as const
export const reminderWays = ['mail', 'copied', 'phone', 'schedule'] as const
export const expectedSources = ['recurring', 'assistant', 'salesperson', 'trip', 'card'] as const
export const expectedStates = ['waiting', 'received', 'missing', 'notNeeded'] as const
export const queryStates = ['asked', 'answered', 'settled'] as const

/** VAT of one rate within an amount; minor units, gross = net + VAT. `rate` is percent as decimal text. */
export interface VatPart {
  rate: string
  netCents: number
  vatCents: number
}

declare module '#core/database.ts' {
  interface Tables {
    expensePolicy: {
      only: Generated<boolean>
      receiptFreeCents: Generated<number>
      unusualPercent: Generated<number>
      unusualCents: Generated<number>
      /** Of the two amounts. */
      amountsCurrency: Generated<string>
      linkDays: Generated<number>
      linkFiles: Generated<number>
      dueDay: Generated<number>
      smallOfficeSince: Generated<Instant | null>
      smallOfficeBy: Generated<string | null>
      version: Generated<number>
    }
    expenseCategory: {
      id: string
      code: string
      nameEn: string
      nameLt: string
      account: string | null
      limitCents: number | null
      limitCurrency: Generated<string>
      vatDeductiblePercent: Generated<number>
      needsCustomer: Generated<boolean>
      position: Generated<number>
      version: Generated<number>
      closedAt: Instant | null
    }
    expenseBudget: { teamId: string; categoryId: string; month: string; cents: number }
    exchangeRate: {
      currency: string
      day: string
      rate: ColumnType<string, string, string>
      source: string
      setBy: string | null
      at: Generated<Instant>
    }
    expenseProcedureVersion: {
      id: string
      number: number | null
      bodyEn: string
      bodyLt: string
      whatChanged: Generated<string>
      version: Generated<number>
      draftedBy: string | null
      draftedAt: Generated<Instant>
      publishedBy: string | null
      publishedAt: Instant | null
    }
    expenseProcedureProof: {
      versionId: string
      memberId: string
      way: (typeof procedureWays)[number]
      informedOn: string
      recordedBy: string
      note: Generated<string>
      at: Generated<Instant>
    }
    expenseRound: {
      id: string
      number: string
      teamId: string
      month: string
      dueDay: string
      remindEveryDays: number | null
      nextReminderAt: Instant | null
      openedBy: string | null
      openedAt: Generated<Instant>
      closedBy: string | null
      closedAt: Instant | null
      version: Generated<number>
    }
    expenseReceipt: {
      id: string
      number: string
      teamId: string
      memberId: string | null
      roundId: string | null
      sha256: string
      fileName: string
      mime: string
      size: number
      cameBy: 'browser' | 'link' | 'mail' | 'program'
      linkId: string | null
      receivedFrom: string | null
      receivedAt: Generated<Instant>
      previewState: Generated<'waiting' | 'made' | 'failed'>
      readingState: Generated<'waiting' | 'reading' | 'read' | 'failed'>
      readingJob: string | null
      reading: ColumnType<Reading | null, string | null, string | null>
      trouble: ColumnType<{ says: string; params: Record<string, Param> } | null, string | null, string | null>
      merchant: string | null
      spentOn: string | null
      totalCents: number | null
      currency: string | null
      vat: ColumnType<VatPart[], string | undefined, string>
      checkedBy: string | null
      checkedAt: Instant | null
      setAsideAt: Instant | null
      setAsideBy: string | null
      setAsideWhy: string | null
      setAsideSays: ColumnType<
        { says: string; params: Record<string, Param> } | null,
        string | null | undefined,
        string | null
      >
      pictureWarnings: ColumnType<Told[], string | undefined, string>
      pictureKeptBy: string | null
      pictureKeptAt: Instant | null
      replacedBy: string | null
      partOf: string | null
      partNumber: number | null
      oneReceiptBy: string | null
      oneReceiptAt: Instant | null
      version: Generated<number>
      search: GeneratedAlways<string>
    }
    expenseReceiptPage: {
      receiptId: string
      page: number
      width: number
      height: number
      pictureSha256: string
      thumbSha256: string
    }
    expenseReceiptToldApart: { oneId: string; otherId: string; byId: string; at: Generated<Instant>; why: string }
    expenseExpectedReceipt: {
      id: string
      roundId: string
      memberId: string
      what: string
      categoryId: string | null
      recurring: Generated<boolean>
      source: (typeof expectedSources)[number]
      expectedOn: string | null
      cents: number | null
      state: Generated<(typeof expectedStates)[number]>
      receiptId: string | null
      reason: string | null
      settledBy: string | null
      settledAt: Instant | null
      addedBy: string | null
      addedAt: Generated<Instant>
      version: Generated<number>
    }
    expenseReminder: {
      id: string
      roundId: string
      memberId: string
      way: (typeof reminderWays)[number]
      missing: number
      body: string
      sentBy: string | null
      at: Generated<Instant>
      mailState: Generated<'none' | 'waiting' | 'sent' | 'failed'>
    }
    expenseUploadLink: {
      id: string
      roundId: string
      memberId: string
      expiresAt: Instant
      maxFiles: number
      maxBytes: number
      files: Generated<number>
      bytes: Generated<number>
      madeBy: string | null
      madeAt: Generated<Instant>
      lastUsedAt: Instant | null
      revokedAt: Instant | null
    }
  }
}
