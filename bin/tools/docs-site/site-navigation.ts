/** The pages of the site by who reads them; a folder at the end stands for what is in it, by name. */
export const siteNavigation: readonly { readonly title: string; readonly pages: readonly string[] }[] = [
  { title: 'Begin', pages: ['README.md', 'docs/own-project.md', 'docs/words.md'] },
  {
    title: 'Receive',
    pages: ['docs/consuming-events.md', 'docs/event-examples.md', 'docs/how-to-fill-an-event.md'],
  },
  {
    title: 'Operate',
    pages: [
      'docs/operations.md',
      'docs/life-of-a-deployment.md',
      'docs/network.md',
      'docs/settings.md',
      'docs/costs.md',
      'docs/data-protection.md',
    ],
  },
  { title: 'Platforms', pages: ['docs/platforms/', 'docs/platforms.md', 'docs/mail.md', 'docs/postfix.md'] },
  { title: 'Destinations', pages: ['docs/destinations/', 'docs/destinations.md'] },
  { title: 'Build', pages: ['docs/adapters.md', 'docs/design.md', 'docs/benchmarks.md'] },
  { title: 'Project', pages: ['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'] },
]
