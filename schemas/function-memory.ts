import { type Deployment, isCollected } from './deployment.ts'

/** In MB; the processor comes with it. For what a webhook holds, which is small. */
export const usualMemory = 512

/** In MB. A mail of 40 MB takes a third of it. */
export const collectMemory = 1024

/**
 * In MB, of each deliver function. Where mails come by the bucket, or files are fetched, ten large events may be sent
 * side by side, each taking some 100 MB with its files.
 */
export function deliverMemory({ platforms }: Pick<Deployment, 'platforms'>): number {
  const isLarge = Object.values(platforms).some(
    (each) => isCollected(each) || each.attachments?.fetch === true,
  )
  return isLarge ? 1536 : usualMemory
}
