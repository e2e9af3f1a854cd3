import type { Projection, Rendered, ResolvedWithWorkloads } from '@homelab/estate/model'
import { contextOf } from './context.ts'
import { guides } from './guides/guides.ts'
import { soundPart } from './model/sound.ts'
import { type Page, printPage } from './page/page.ts'
import { architecturePage } from './pages/architecture.ts'
import { backupsPage } from './pages/backups.ts'
import { differencesPage } from './pages/differences.ts'
import { exposurePage } from './pages/exposure.ts'
import { hostsPage } from './pages/hosts.ts'
import { indexPage } from './pages/index.ts'
import { observabilityPage } from './pages/observability.ts'
import { portsPage } from './pages/ports.ts'
import { routingPage } from './pages/routing.ts'
import { secretsPage } from './pages/secrets.ts'
import { servicePageOf } from './services/page.ts'

/** The documentation of an estate, for a Quartz site: https://quartz.jzhao.xyz */
export const docs: Projection = { target: 'docs', render: renderDocs }

function renderDocs(whole: ResolvedWithWorkloads): Rendered {
  const resolved = soundPart(whole)
  const pages: readonly Page[] = [
    indexPage(resolved),
    architecturePage(resolved),
    hostsPage(resolved),
    routingPage(resolved),
    portsPage(resolved),
    exposurePage(resolved),
    secretsPage(resolved),
    backupsPage(resolved),
    observabilityPage(resolved),
    differencesPage(resolved),
    ...guides(resolved),
    ...resolved.services.map(servicePageOf),
  ]
  const context = contextOf(resolved, pages, whole.parts)
  return { files: pages.map(page => printPage(page, context)), claims: [], findings: [] }
}
