import type { Case } from '../../case.ts'

/** The guest reaches the server by SSH. */
export default {
  edits: {
    'tailnet.ts': [
      [
        "{ src: [guest], dst: ['tag:k8s']",
        "{ src: [guest], dst: ['tag:server'], ip: ['tcp:22'], reason: 'fixes' },\n    { src: [guest], dst: ['tag:k8s']",
      ],
    ],
  },
  says: ['opens tailnet laptop gains tcp:22 on box added', '- tailnet policy added grants[guest → tag:server tcp:22]*'],
  only: true,
  silent: ['destroys *', '* loses *', '* kubernetes *'],
  causes: ['apps/cottage/tailnet.ts'],
} satisfies Case
