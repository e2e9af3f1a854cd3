import type { Resolved } from '@homelab/estate/model'
import type { Page } from '../page/page.ts'
import { addGuide } from './add-a-service.ts'
import { adoptGuide } from './adopt.ts'
import { bootstrapGuide } from './bootstrap.ts'
import { exposeGuide } from './expose-a-service.ts'
import { publicLoginGuide } from './public-login-checklist.ts'
import { restartHostGuide } from './restart-a-host.ts'
import { rollBackGuide } from './roll-back.ts'
import { rotateGuide } from './rotate-a-secret.ts'
import { shutOffGuide } from './shut-off.ts'
import { lockoutGuide } from './tailnet-lockout.ts'

/** What an operator does, step by step; each only where the estate has what it is about. */
export function guides(resolved: Resolved): readonly Page[] {
  return all.flatMap(guide => guide(resolved))
}

const all = [
  adoptGuide,
  addGuide,
  rollBackGuide,
  rotateGuide,
  restartHostGuide,
  bootstrapGuide,
  exposeGuide,
  publicLoginGuide,
  shutOffGuide,
  lockoutGuide,
] as const
