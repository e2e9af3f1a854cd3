import type { ResolvedService } from '@homelab/estate/model'
import { prose } from '@homelab/formats/page'
import { type Context, servicePage } from '../context.ts'
import type { Page } from '../page/page.ts'
import { atAGlance } from './at-a-glance.ts'
import { check } from './check.ts'
import { storage } from './data.ts'
import { doubts } from './doubts.ts'
import { flows } from './flows.ts'
import { observed } from './observed.ts'
import { restart } from './restart.ts'
import { retire } from './retire.ts'
import { secrets } from './service-secrets.ts'
import { upgrade } from './upgrade.ts'
import { waysIn } from './ways-in.ts'

/** Everything that is known of one service. */
export function servicePageOf(service: ResolvedService): Page {
  const { name, title, summary, file, at } = service
  return {
    path: servicePage(name),
    title,
    tags: ['service', at.name, ...(service.external ? ['hand-written'] : [])],
    about: prose(summary),
    sources: [file],
    body: context => sections.map(section => section(context, service)),
  }
}

const sections = [
  atAGlance,
  waysIn,
  storage,
  secrets,
  flows,
  observed,
  check,
  upgrade,
  restart,
  retire,
  doubts,
] as const satisfies readonly ((context: Context, service: ResolvedService) => unknown)[]
