import { difference } from '@homelab/estate/model'
import { dashboardPart } from '../dashboard.ts'

/** A Mac's processors, memory, disks, network, power (facts G7). */
export const macosDashboard = dashboardPart({
  kind: 'macos',
  title: 'macOS',
  tags: ['macos', 'darwin'],
  shows: ['node-darwin'],
  details: 'hosts',
  differences: [
    difference('panels 31, 51 and 52 follow the chosen disks and network devices', {
      today: 'only their neighbours 30 and 50 do',
      now: 'all five do',
      why: 'a choice that moves half of a section misleads',
      facts: 'G7',
    }),
  ],
  load: () => import('./render.ts'),
})
