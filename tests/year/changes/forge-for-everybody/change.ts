import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

const name = 'forge.croft.example'

/** A program on a host gets a public name, with a login that is limited and watched. */
export default {
  title: 'the forge becomes public',
  lines: { 'services/forge.ts': [11, 2] },
  diff: {
    says: [
      '* dns record forge* added*',
      '* public-proxy server forge.croft.example added*',
      // The Service carries the tag, not the host with all else that it has: no grant is new.
      'opens tailnet edge gains tcp:443 on forge added',
      '* pulumi resource svc-forge added*',
      '* tailnet policy added autoApprovers*svc:forge*',
      '* ansible role forge *app.ini*ROOT_URL*',
      '* ansible role forge added *Serve svc:forge on 443*',
    ],
    silent: [
      'destroys *',
      '* kubernetes Deployment *',
      '* loses *',
      '* gains * on *hearth*',
      '* grants*',
      '* resource hearth-tags *',
      '* server docs.croft.example *',
    ],
  },
  dangers: [
    'opens exposure internet to forge added: → https://forge.croft.example *',
    // The proxy asks it there, and nobody else may.
    'opens tailnet edge gains tcp:443 on forge added',
    'restarts ansible role forge *',
    'restarts public-proxy server forge.croft.example added*',
    'restarts public-proxy fly/*',
    // It asks the new name, too.
    'restarts kubernetes DaemonSet alloy/alloy *',
    'restarts kubernetes StatefulSet monitoring/prometheus *',
  ],
  plan: {
    steps: [
      'tailnet#apply: mise run tailnet-up',
      'forge/role/forge#apply: ansible-playbook playbooks/hearth.yml --tags forge',
      'proxy/app/croft-edge#apply: mise run fly-deploy',
      'dns#apply: mise run dns-up',
    ],
    order: [
      // It has a name and is approved, then it is served, then it is carried.
      ['tailnet#apply', 'forge/role/forge#apply'],
      ['tailnet#apply', 'proxy/app/croft-edge#apply'],
      ['forge/role/forge#apply', 'proxy/app/croft-edge#apply'],
      ['proxy/app/croft-edge#apply', 'dns#apply'],
    ],
    tests: ['*https://forge.croft.example*'],
    silent: ['secret/*', 'cv/*', 'docs/*', 'postgres/*', '*#remove', '*#bring'],
  },
  renders: is => {
    expect(is.text('ansible/roles/forge/templates/app.ini.j2')).toContain(`ROOT_URL = https://${name}/`)
    expect(is.text('pulumi/dns/Pulumi.yaml')).toContain(name)
    expect(is.text('tailscale/policy.hujson')).toMatch(/"svc:forge": \["tag:server"\]/)
    expect(is.text('pulumi/tailnet/Pulumi.yaml')).toMatch(/name: svc:forge\n(?: .*\n)*? +tags:\n +- tag:edge-target\n/)
    expect(is.text('ansible/roles/forge/tasks/main.yml')).toContain('--service=svc:forge')
    // Who ends it takes the name from the host, too.
    expect(is.text('docs/services/forge.md')).toMatch(/## Retire[\s\S]*tailscale serve clear svc:forge/)
    const proxy = is.text('fly/nginx.conf')
    expect(proxy).toContain(`server_name ${name};`)
    // Who guesses is kept out.
    expect(proxy).toContain('/user/login')
    expect(is.text('docs/exposure.md')).toMatch(/`forge\.croft\.example`.*login at \/user\/login.*2026-05-02/)
    expect(is.text('home/manifests/prometheus/ConfigMap-prometheus-config.yaml')).toContain(`${name} does not answer`)
  },
} satisfies YearChange
