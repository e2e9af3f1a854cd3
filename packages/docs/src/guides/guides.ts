import type { Resolved } from '@homelab/estate'
import type { Page } from '../page/page.ts'
import { adoptGuide } from './adopt.ts'

/** What an operator does, step by step, in the order in which one needs it. */
export function guides(resolved: Resolved): readonly Page[] {
  return [...adoptGuide(resolved)]
}
