import { directory, distributionPackage, file, hostService, inHome, release, systemdTimer } from '@homelab/ansible-gen'
import { after, type Needs, service, text } from '@homelab/estate'
import { folderScript } from '@homelab/kubernetes'
import { k3s, kubeconfig, nuc } from '../places.ts'
import { k3s as k3sService } from './k3s.ts'

const script = inHome(nuc, 'bin/deliver')
const copy = '/srv/delivery'
const { repository, revision } = k3s.source

/** What is rendered, brought into the cluster by a timer. A run that fails leaves the unit failed, until one is well. */
export const delivery = service(import.meta, 'delivery', {
  title: 'Delivery',
  summary: 'applies what is rendered to the cluster',
  ports: {},
  workload: hostService({
    at: nuc,
    // It renders charts.
    releases: [
      release('helm', {
        version: '3.18.4',
        url: 'https://get.helm.sh/helm-v3.18.4-linux-amd64.tar.gz',
        sha256: 'f8180838c23d7c7d797b208861fecb591d9ce1690d8704ed1e4cb8e2add966c1',
        programs: { 'linux-amd64/helm': '/usr/local/bin/helm' },
      }),
    ],
    packages: [distributionPackage('git')],
    directories: [
      { path: inHome(nuc, 'bin'), mode: '0755' },
      { ...directory(copy), owner: { user: 'root' } },
    ],
    notes: [
      'It applies whatever stands on the branch, as whoever may do everything in the cluster: let nobody else push there.',
    ],
    programs: [
      systemdTimer('lab-delivery', {
        description: 'Applies what is rendered to the cluster',
        program: [script],
        environment: { KUBECONFIG: kubeconfig, HOME: copy, PATH: '/usr/local/bin:/usr/bin:/bin' },
        after: ['network-online.target'],
        everySeconds: 300,
        reads: [
          file(
            script,
            '0755',
            text(
              [
                '#!/bin/sh',
                'set -eu',
                `cd ${copy}`,
                '[ -d .git ] || git init --quiet',
                `git fetch --quiet --depth=1 ${repository} ${revision}`,
                'git checkout --quiet --force --detach FETCH_HEAD',
                `exec sh ${folderScript(k3s)}`,
                '',
              ].join('\n'),
            ),
          ),
        ],
      }),
    ],
  }),
  needs: (): Needs => [after(k3sService, 'its program is kubectl as well')],
})
