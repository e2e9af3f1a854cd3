import { expect, test } from 'vitest'
import { notBackedUp, resolve, saved, share } from '../src/index.ts'
import { estateOf, nas } from './parts.ts'

const media = { path: '/volume1/media', holds: 'films' }

test('a share that nobody saves is told of, with the reason', () => {
  const shares = [
    share('media', nas, { ...media, backup: notBackedUp('it can be fetched again') }),
    share('papers', nas, { path: '/volume1/papers', holds: 'letters', backup: saved('critical') }),
  ]
  expect(resolve({ ...estateOf([]), shares }).backups).toEqual([
    { kind: 'none', service: 'nas', what: 'share media: films', reason: 'it can be fetched again' },
  ])
})
