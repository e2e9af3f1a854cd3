import { defineSlot, type Slot } from '@homelab/estate/model'

export const pgpassSlot = defineSlot<object>('pgpass')

/** Rows for libpq, one for each role that the service declares: https://www.postgresql.org/docs/current/libpq-pgpass.html */
export function pgpass(): Slot {
  return pgpassSlot.of({})
}
