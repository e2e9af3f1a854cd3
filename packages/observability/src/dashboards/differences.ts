/** Where a dashboard deliberately differs from the one in use, and what became of each known inconsistency (facts G). */
export interface Difference {
  /** The dashboard's `short`. */
  readonly dashboard: string
  /** What is different, one clause without a full stop. */
  readonly what: string
  readonly why: string
}

export const differences: readonly Difference[] = [
  {
    dashboard: 'postgresql',
    what: 'panel 10 is called "Transaction ID Age (autovacuum threshold: 200M)"',
    why: 'its title named one service although the query returns every database',
  },
  {
    dashboard: 'postgresql',
    what: 'panel 1 shows DOWN in red and UP in green',
    why: 'its colour steps at 80 and 100 meant percentages and coloured an up/down value as if it were low',
  },
  {
    dashboard: 'postgresql',
    what: 'panel 2 sums the active connections',
    why: 'the metric has a series a user and application, so that one value was shown for each',
  },
  {
    dashboard: 'flyio',
    what: 'panel 6 is called "Request Duration p95"',
    why: 'it was called upstream response time, but the histogram counts the whole request',
  },
  {
    dashboard: 'macos',
    what: 'panels 31, 51 and 52 follow the chosen disks and network devices',
    why: 'their neighbours 30 and 50 do, and a choice that moves half of a section misleads',
  },
  {
    dashboard: 'services',
    what: 'every probe of the estate is shown, not five',
    why: 'the list comes from the services, so that a new one appears by itself',
  },
  {
    dashboard: 'overview',
    what: 'the dashboard is new',
    why: 'one page that says whether everything is well did not exist',
  },
  {
    dashboard: 'postgresql',
    what: 'no panel 9, no refresh interval and schema 39 are kept',
    why: 'ids are in links and saved settings; the rest is a choice, not a fault',
  },
  {
    dashboard: 'flyio',
    what: 'panel 7 stays between 3 and 4',
    why: 'the order of ids has no effect, and changing an id breaks links to the panel',
  },
  {
    dashboard: 'borgmatic',
    what: 'panel 14 stays before 11 to 13 in the file',
    why: 'the grid decides where it is drawn, not the order in the file',
  },
]
