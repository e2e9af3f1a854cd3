import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

const name = 'cv.croft.example'

/** A site that only the tailnet had gets a public name. */
export default {
  title: 'a CV becomes public',
  lines: { 'services/cv.ts': [4, 1] },
  diff: {
    says: [
      '* dns record cv* added*',
      '* public-proxy server cv.croft.example added*',
      '* kubernetes Ingress cv/cv-tailscale added metadata.annotations["tailscale.com/tags"]: → tag:k8s,tag:edge-target',
      'opens tailnet edge gains tcp:443 on *cv*',
    ],
    silent: ['* policy * grants*', '* kubernetes Deployment *', '* loses *'],
  },
  dangers: [
    'opens tailnet edge gains tcp:443 on *cv*',
    'opens exposure internet to cv added: → https://cv.croft.example (no login, static) → https://cv.tail.example.net',
    'restarts public-proxy server cv.croft.example added*',
    'restarts public-proxy fly/config.alloy *',
    // It asks the new name, too.
    'restarts kubernetes DaemonSet alloy/alloy *',
    'restarts kubernetes StatefulSet monitoring/prometheus *',
  ],
  plan: {
    steps: [
      'repository#push: git push',
      'cv/application/cv#apply: argocd app sync cv *',
      'proxy/app/croft-edge#apply: mise run fly-deploy',
      'dns#preview: mise run dns-preview',
      'dns#apply: mise run dns-up',
      'estate#check: mise run services-check',
    ],
    // It may be reached, then it is carried, then it has a name.
    order: [
      ['repository#push', 'cv/application/cv#apply'],
      ['cv/application/cv#apply', 'proxy/app/croft-edge#apply'],
      ['proxy/app/croft-edge#apply', 'dns#apply'],
      ['dns#preview', 'dns#apply'],
    ],
    tests: ['*https://cv.croft.example*200*'],
    // The policy names whoever carries the tag.
    silent: ['cluster/*', 'caddy/*', 'docs/*', 'feeds/*', 'secret/*', '*#remove'],
  },
  renders: (is, was) => {
    expect(is.object('Ingress cv/cv-tailscale').metadata).toHaveProperty(
      ['annotations', 'tailscale.com/tags'],
      'tag:k8s,tag:edge-target',
    )
    expect(is.text('pulumi/dns/Pulumi.yaml')).toContain(name)
    expect(is.text('fly/nginx.conf')).toContain(`server_name ${name};`)
    // Whose requests are counted by name.
    expect(is.text('fly/config.alloy')).toContain(name)
    expect(is.text('docs/exposure.md')).toMatch(/`cv\.croft\.example`.*2026-03-14.*whoever hires may read it/)
    const [alerts, old] = [is, was].map(each => each.text('home/manifests/prometheus/ConfigMap-prometheus-config.yaml'))
    expect(alerts).toContain(`${name} does not answer`)
    expect(alerts).toContain(`The certificate of ${name} is not renewed`)
    expect(old).not.toContain(name)
  },
} satisfies YearChange
