import { hostService } from '@homelab/ansible-gen'
import { after, folder, type Needs, notBackedUp, service } from '@homelab/estate'
import { object, objects } from '@homelab/kubernetes'
import { box, type Expected, fixture, kind, pod } from '../parts.ts'

const db = service(import.meta, 'db', { title: 'Database', summary: 'rows', ports: {}, workload: pod() })

const reader = service(import.meta, 'reader', {
  title: 'Reader',
  summary: 'reads',
  ports: {},
  workload: objects({
    at: kind,
    namespace: 'reader',
    objects: [
      // here
      object('Role', {
        metadata: { name: 'reader' },
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'get'] }],
      }),
    ],
  }),
  needs: (): Needs => [
    after(db, 'its rows come from there'),
    // here
    after(db, 'its rows come from there'),
  ],
})

/** A flag may be given twice. */
const verbose = service(import.meta, 'verbose', {
  title: 'Verbose',
  summary: 'talks',
  ports: {},
  workload: pod({ container: { ...pod().container, args: ['-v', '-v'] } }),
})

// here
const notes = folder('/home/box/notes', 'notes', notBackedUp('made from their sources'))
const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeps one folder twice',
  ports: {},
  workload: hostService({ at: box, data: [notes, notes] }),
})

// here
export default fixture(import.meta, { hosts: [box, box], services: [db, reader, keeper, verbose, db] })
export const expected: Expected = [
  'repeated-element box hosts',
  'repeated-element db services',
  'repeated-element keeper workload.data[1]',
  'repeated-element reader needs[1]',
  'repeated-element reader workload.objects[0].props.rules[0].verbs[2]',
]
