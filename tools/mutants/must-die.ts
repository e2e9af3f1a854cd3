/** Faults that open doors, lose data or go silent: each is noticed by the tests named, whatever a sample holds. */
export interface MustDie {
  /** What the fault does. */
  readonly says: string
  readonly file: string
  /** Stands in the file once. */
  readonly before: string
  readonly after: string
  /** The files of tests, each of which must turn red. */
  readonly tests: readonly string[]
}

export const mustDie: readonly MustDie[] = [
  {
    says: 'pods that reach the internet reach the devices of the tailnet',
    file: 'packages/kubernetes/src/parts/network-policy/render.ts',
    before: "'192.168.0.0/16', '100.64.0.0/10']",
    after: "'192.168.0.0/16']",
    tests: ['tests/policy-rules.test.ts'],
  },
  {
    says: 'what is started by the clock resolves no names',
    file: 'packages/kubernetes/src/parts/network-policy/render.ts',
    before: 'const egress = [\n        dns,',
    after: 'const egress = [',
    tests: ['tests/policy-rules.test.ts'],
  },
  {
    says: 'systemd is not told that a unit is gone',
    file: 'ansible-gen/src/parts/systemd-unit/index.ts',
    before: "stepOf(unit, 'remove', 'changes', ctl('daemon-reload'), 2),",
    after: '',
    tests: ['ansible-gen/src/parts/systemd-unit/index.test.ts', 'tests/retired.test.ts'],
  },
  {
    says: 'whoever copies a Secret may get every Secret',
    file: 'packages/kubernetes/src/constructs/external-secret.ts',
    before: ' resourceNames: [from.secret],',
    after: '',
    tests: ['packages/kubernetes/src/constructs/external-secret.test.ts'],
  },
  {
    says: 'a collector is called dead after one run that it missed',
    file: 'packages/observability/src/alerts/backups.ts',
    before: 'Math.max(3 * textfile.periodSeconds, 300)',
    after: 'Math.max(1 * textfile.periodSeconds, 300)',
    tests: ['packages/observability/src/alerts/backups.test.ts'],
  },
  {
    says: 'a fall that takes the alerting along is told by alerts that nobody gets',
    file: 'packages/observability/src/told/index.ts',
    before: '.filter(gone.stops)',
    after: '.filter(() => false)',
    tests: ['tests/impact/impact.test.ts'],
  },
  {
    says: 'a repository in a folder of the host that fell is one to restore from',
    file: 'packages/synth/src/impact/repository.ts',
    before: 'folder: { host: at.name, path: place.path } }',
    after: '}',
    tests: ['tests/impact/repositories.test.ts'],
  },
  {
    says: 'a program is started again while its database is restored',
    file: 'packages/docs/src/shell/healing.ts',
    before: 'byItself?.heals === true &&',
    after: 'byItself?.heals === false &&',
    tests: ['tests/guides.test.ts'],
  },
  {
    says: 'a backup that fell with its data is said to bring it back',
    file: 'packages/synth/src/impact/data.ts',
    before: 'savers.filter(saver => !isWithoutRepository(resolved, saver.service, fall))',
    after: 'savers',
    tests: ['tests/impact/report.test.ts'],
  },
  {
    says: 'a public route needs no word',
    file: 'packages/estate/src/checks/checks.ts',
    before: '  checkExposed,\n',
    after: '',
    tests: ['tests/findings.test.ts'],
  },
]
