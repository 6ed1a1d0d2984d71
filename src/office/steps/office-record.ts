/** The office itself as a record in its history. */
export const officeRecord = '00000000-0000-4000-8000-000000000000'
