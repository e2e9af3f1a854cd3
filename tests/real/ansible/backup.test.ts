/** The life of a backup with real borg, borgmatic and PostgreSQL, under the rendered configuration. */
import { describe, test } from 'vitest'

describe('the backups of the Mac', () => {
  test.todo('create, prune, check and restore with the rendered configuration')
  test.todo('the restore test')
})
