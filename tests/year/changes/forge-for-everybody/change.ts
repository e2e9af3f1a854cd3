import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

const name = 'forge.croft.example'

/** A program on a host gets a public name, with a login that is limited and watched. */
export default {
  title: 'the forge becomes public',
  lines: { 'services/forge.ts': [14, 2], 'tailnet.ts': [5, 1] },
  lacks:
    'what brings a program of a host into the tailnet: `tailscale serve` by hand, and its grant beside those that follow',
  diff: {
    says: [
      '* dns record forge* added*',
      '* public-proxy server forge.croft.example added*',
      '* tailnet policy added grants[tag:edge → svc:forge tcp:443]*',
      '* ansible role forge *app.ini*ROOT_URL*',
    ],
    silent: ['destroys *', '* kubernetes Deployment *', '* loses *', '* server docs.croft.example *'],
  },
  dangers: [
    'opens exposure internet to forge added: → https://forge.croft.example *',
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
    expect(is.text('tailscale/policy.hujson')).toContain('svc:forge')
    const proxy = is.text('fly/nginx.conf')
    expect(proxy).toContain(`server_name ${name};`)
    // Who guesses is kept out.
    expect(proxy).toContain('/user/login')
    expect(is.text('docs/exposure.md')).toMatch(/`forge\.croft\.example`.*login at \/user\/login.*2026-05-02/)
    expect(is.text('home/manifests/prometheus/ConfigMap-prometheus-config.yaml')).toContain(`${name} does not answer`)
  },
} satisfies YearChange
