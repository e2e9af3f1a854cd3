/**
 * Where the collectors part from what runs today (facts A9-A13, A15), and why; the documentation prints it.
 */
export interface Difference {
  readonly collector: 'jellyfin' | 'power'
  readonly what: string
  readonly today: string
  readonly now: string
  readonly why: string
}

export const collectorDifferences: readonly Difference[] = [
  {
    collector: 'jellyfin',
    what: 'a key file that is missing',
    today: 'the server is up and all other metrics are 0',
    now: '`jellyfin_api_up` is 0 as well; also when the API refuses the key, fails or hangs',
    why: 'no sessions and no answer are not the same',
  },
  {
    collector: 'power',
    what: 'a powermetrics that gives nothing',
    today: 'all metrics are 0',
    now: '`macos_power_up` is 0 as well',
    why: 'a machine that draws nothing and a tool that says nothing are not the same',
  },
  {
    collector: 'power',
    what: 'thermal pressure above heavy',
    today: '3 for `Critical`, a word that powermetrics does not know; `Trapping` and `Sleeping` count as 0, nominal',
    now: '3 for all of them',
    why: 'the hottest states must not look like the coolest (OSThermalNotification.h of macOS)',
  },
]
