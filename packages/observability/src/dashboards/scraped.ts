import type { About } from './dashboard.ts'

/** The scrape job of the service, for metrics that every program has. */
export interface Scraped {
  readonly job: string
}

/**
 * The job under which metrics of an exporter are collected from the dashboard's service.
 *
 * @group a part of your own
 */
export function scrapedAs(exporter: string, { resolved, service }: About): Scraped | string {
  const found = resolved.scrapes.find(scrape => scrape.service === service.name && scrape.exporter === exporter)
  return found === undefined ? `no metrics of ${exporter} are collected from its service` : { job: found.job }
}
