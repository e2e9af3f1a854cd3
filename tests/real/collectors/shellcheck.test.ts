import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { borgmaticCollector } from '../../../ansible-gen/src/backup/borgmatic/collector.ts'
import { recorderScript } from '../../../ansible-gen/src/backup/borgmatic/recorder.ts'
import { jellyfinCollector } from '../../../ansible-gen/src/collectors/jellyfin.ts'
import { minikubeCollector } from '../../../ansible-gen/src/collectors/minikube.ts'
import { powerCollector } from '../../../ansible-gen/src/collectors/power.ts'
import { zotCollector } from '../../../ansible-gen/src/collectors/zot.ts'
import { python } from '../python.ts'
import { executable, scratch } from './run.ts'

const tools = await python()
const common = { marker: ['M'], output: "/it's here/x.prom", timeoutSeconds: 5 }
const scripts = {
  borgmatic: borgmaticCollector({
    ...common,
    borg: '/bin/borg',
    jq: '/bin/jq',
    repository: '/repository/',
    label: 'nas',
    passCommand: "cat '/a file'",
    groups: [{ label: 'Notes', pathPrefix: '/home/someone/notes' }],
    records: '/records',
    actions: ['create', 'check'],
    lockWaitSeconds: 60,
  }),
  recorder: recorderScript({ marker: ['M'], records: '/records' }),
  jellyfin: jellyfinCollector({ ...common, url: 'http://localhost:1', keyFile: '/key', jq: '/bin/jq' }),
  minikube: minikubeCollector({ ...common, minikube: '/m', kubectl: '/k', jq: '/bin/jq', profile: 'lab' }),
  power: powerCollector({ ...common, powermetrics: '/bin/powermetrics' }),
  zot: zotCollector({ ...common, url: 'http://localhost:2/v2/_catalog' }),
}

// Those that others include are read with them.
const sources = globSync(['packages/*/src/**/*.sh', 'ansible-gen/src/**/*.sh']).filter(path =>
  /^#!\/bin\/(?:ba)?sh\n/.test(readFileSync(path, 'utf8')),
)

test('sources are found', () => {
  expect(sources).toEqual(
    expect.arrayContaining(['ansible-gen/src/backup/borgmatic/run.sh', 'packages/services/src/kiwix/watch.sh']),
  )
})

describe.skipIf(tools === undefined)('shellcheck says nothing about the source', () => {
  test.each(sources)('%s', async path => {
    const options = ['--external-sources', '--source-path=SCRIPTDIR', '--severity=style']
    const { stdout } = await execa(tools?.program('shellcheck') ?? '', [...options, path], { reject: false })
    expect(stdout).toBe('')
  })
})

describe.skipIf(tools === undefined)('shellcheck says nothing about', () => {
  test.each(Object.entries(scripts))('%s', async (name, text) => {
    const path = executable(join(scratch(), name), text)
    const { stdout } = await execa(tools?.program('shellcheck') ?? '', ['--severity=style', path], { reject: false })
    expect(stdout).toBe('')
  })
})
