/** The layers of the project. `test/architecture.test.ts` shows that each rule fires. */
const adapters = '^functions/(platforms|destinations)/'
const domain = '^functions/(core|contracts|html|kits|platforms|destinations|presentation|text)/'
const stage = '^functions/(ingest|route|deliver|attachments|fetch|watch)/'
const handler = '^functions/[^/]+/(collect-)?handler[.]ts$'
const localRun = '^bin/(netzdialog[.]ts|cli/|operations/|local/|console/)'

const aws = [
  '(^|/)(@aws-sdk|@aws-lambda-powertools|@smithy|@types/aws-lambda|@middy)/',
  '(^|/)hono/.*adapter/(aws-lambda|lambda-edge)/',
]
const cdk = '(^|/)(aws-cdk-lib|aws-cdk|constructs|cdk-nag|esbuild)/'
const zod = '(^|/)zod/'
const nodeCrypto = '^(node:)?crypto$'
/** Computes, and reaches nothing. */
const nodeZlib = '^(node:)?zlib$'
/** The type of a connection; a stream by itself reaches nothing. */
const nodeStream = '^(node:)?stream$'

const mailDestination = '^functions/destinations/mail/'
/** Amazon SES is the system itself here, as another destination's is its CRM. */
const mailBySes = '^functions/destinations/mail/(ses-client|send-by-ses|probe-ses)[.]ts$'
const mailers = '(^|/)(nodemailer|@aws-sdk/client-sesv2)/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Modules in a circle cannot be understood one after the other.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment:
        'An import that leads nowhere fails when it runs; what a browser imports, it finds by its address.',
      severity: 'error',
      from: { pathNot: '^bin/console/assets/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-orphans',
      comment: 'A module that nobody imports and that imports nobody is left over.',
      severity: 'error',
      from: { orphan: true, pathNot: [handler, '^bin/', '^test/'] },
      to: {},
    },
    {
      name: 'schemas-are-leaves',
      comment: 'Everything reads the schemas, so they depend on nothing but zod.',
      severity: 'error',
      from: { path: '^schemas/' },
      to: { pathNot: ['^schemas/', zod] },
    },
    {
      name: 'domain-is-pure',
      comment: 'Plain functions: no AWS, no HTTP framework, no files, no network.',
      severity: 'error',
      from: { path: domain, pathNot: ['^functions/html/', mailDestination] },
      to: { pathNot: [domain, '^schemas/', zod, nodeCrypto, nodeZlib, nodeStream] },
    },
    {
      name: 'domain-is-pure',
      comment: 'HTML is read in one place, with a library that only computes.',
      severity: 'error',
      from: { path: '^functions/html/' },
      to: { pathNot: ['^functions/(html|core|text)/', '(^|/)htmlparser2/'] },
    },
    {
      name: 'domain-is-pure',
      comment:
        'The one destination that speaks something else than HTTP: its network is handed to it all the same.',
      severity: 'error',
      from: { path: mailDestination },
      to: {
        pathNot: [domain, '^schemas/', zod, nodeCrypto, nodeStream, '^(node:)?net$', mailers],
      },
    },
    {
      name: 'domain-is-pure',
      comment: 'What people read follows from the event alone: no clock, no settings of an adapter.',
      severity: 'error',
      from: { path: '^functions/presentation/' },
      to: { pathNot: ['^functions/(presentation|html|text)/', '^schemas/'] },
    },
    {
      name: 'floor-below-adapters',
      comment: 'What is done to text from outside is the lowest floor: strings in, strings out.',
      severity: 'error',
      from: { path: '^functions/text/' },
      to: { pathNot: ['^functions/text/'] },
    },
    {
      name: 'html-is-read-once',
      comment: 'HTML is made safe when it comes in; what shows it checks the form and reads none.',
      severity: 'error',
      from: { path: '^functions/(presentation|destinations|route|deliver)/' },
      to: { path: '(^|/)htmlparser2/', reachable: true },
    },
    {
      name: 'floor-below-adapters',
      comment: 'Core is what the others share; it knows none of them.',
      severity: 'error',
      from: { path: '^functions/core/' },
      to: {
        path: ['^functions/(contracts|html|kits|platforms|destinations|outbound|presentation|aws)/', stage],
      },
    },
    {
      name: 'floor-below-adapters',
      comment: 'The contracts are the ground that kits and adapters stand on.',
      severity: 'error',
      from: { path: '^functions/contracts/' },
      to: { pathNot: ['^functions/(contracts|core)/', '^schemas/', zod, nodeStream] },
    },
    {
      name: 'floor-below-adapters',
      comment: 'A kit is what a family of adapters shares; it knows no member of it.',
      severity: 'error',
      from: { path: '^functions/kits/' },
      to: { path: adapters },
    },
    {
      name: 'adapters-are-islands',
      comment: 'An adapter comes and goes as one folder: its own files, kits, contracts, core, schemas.',
      severity: 'error',
      from: { path: '^functions/(platforms|destinations)/([^/]+)/' },
      to: { path: adapters, pathNot: '^functions/$1/$2/' },
    },
    {
      name: 'one-caller-each',
      comment: 'Platforms belong to ingest, to what fetches their files, and to what looks how they stand.',
      severity: 'error',
      from: { pathNot: ['^functions/(platforms|ingest|fetch|watch)/', '^bin/', '^test/'] },
      to: { path: '^functions/platforms/' },
    },
    {
      name: 'one-caller-each',
      comment: 'Destinations belong to deliver.',
      severity: 'error',
      from: { pathNot: ['^functions/(destinations|deliver)/', '^bin/', '^test/'] },
      to: { path: '^functions/destinations/' },
    },
    {
      name: 'one-caller-each',
      comment: 'Kits belong to adapters; what a failed request means, deliver reads as they do.',
      severity: 'error',
      from: { pathNot: ['^functions/(kits|platforms|destinations)/', '^(api|bin|test)/'] },
      to: { path: '^functions/kits/', pathNot: '^functions/kits/http/http-outcome[.]ts$' },
    },
    {
      name: 'one-caller-each',
      comment:
        'The mapping of mail belongs to the mail gateways, that of Meta’s messages to Meta’s platforms.',
      severity: 'error',
      from: { pathNot: ['^functions/(kits/(mail|meta)|platforms)/', '^(api|bin|test)/'] },
      to: { path: '^functions/kits/(mail|meta)/' },
    },
    {
      name: 'one-caller-each',
      comment: 'What people read is written by the destinations.',
      severity: 'error',
      from: { pathNot: ['^functions/(presentation|kits|destinations)/', '^(api|bin|test)/'] },
      to: { path: '^functions/presentation/' },
    },
    {
      name: 'one-caller-each',
      comment: 'An adapter is reached through its registry, which loads it only where it is wanted.',
      severity: 'error',
      from: { path: '^(functions|lib|schemas)/', pathNot: [`${adapters}[^/]+/`, `${adapters}index[.]ts$`] },
      to: { path: `${adapters}[^/]+/` },
    },
    {
      name: 'one-caller-each',
      comment: 'The operator’s deployment is read in one place, where a test or another stack names its own.',
      severity: 'error',
      from: { pathNot: '^bin/deployment-checks/read-deployment[.]ts$' },
      to: { path: '^bin/deployment[.]ts$' },
    },
    {
      name: 'stages-meet-at-queues',
      comment: 'What a stage has to say to another, it says in a message.',
      severity: 'error',
      from: { path: '^functions/(ingest|route|deliver|attachments|watch)/' },
      to: { path: stage, pathNot: '^functions/$1/' },
    },
    {
      name: 'health-beside-the-flow',
      comment: 'A destination’s health is told what an attempt came to; it knows nothing of how one is made.',
      severity: 'error',
      from: { path: '^functions/deliver/health/' },
      to: { pathNot: ['^functions/(deliver/health|core)/'] },
    },
    {
      name: 'aws-only-at-the-edge',
      comment: 'Types count too: what knows AWS cannot run elsewhere.',
      severity: 'error',
      from: { path: '^(functions|schemas)/', pathNot: ['^functions/aws/', handler, mailBySes] },
      to: { path: [...aws, '^functions/aws/'] },
    },
    {
      name: 'infra-and-runtime-apart',
      comment: 'Constructs and functions share the schemas and nothing else.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(functions|bin)/' },
    },
    {
      name: 'infra-and-runtime-apart',
      comment: 'What runs in an account or on this machine knows no construct.',
      severity: 'error',
      from: { path: ['^(functions|schemas)/', localRun] },
      to: { path: ['^lib/', '^bin/app[.]ts$'] },
    },
    {
      name: 'infra-and-runtime-apart',
      comment: 'The programs on this machine use the functions, never the other way round.',
      severity: 'error',
      from: { path: '^(functions|schemas)/' },
      to: { path: '^bin/' },
    },
    {
      name: 'houses-of-bin',
      comment: 'Tools keep the project in order: npm scripts run them, and nothing else needs them.',
      severity: 'error',
      from: { pathNot: ['^bin/tools/', '^test/'] },
      to: { path: '^bin/tools/' },
    },
    {
      name: 'houses-of-bin',
      comment:
        'Commands and the local run call operations and checks, which know neither: no local key opens anything.',
      severity: 'error',
      from: { path: '^bin/(operations|deployment-checks)/' },
      to: { path: '^bin/(cli/|local/|console/|netzdialog[.]ts)' },
    },
    {
      name: 'no-cdk-at-runtime',
      comment: 'CDK and the bundler are 60 MB that no function needs.',
      severity: 'error',
      from: { path: ['^(functions|schemas)/', localRun] },
      to: { path: cdk },
    },
    {
      name: 'not-to-test',
      comment: 'Nothing that is shipped depends on its tests.',
      severity: 'error',
      from: { pathNot: ['^test/', '^bin/package/testing[.]ts$'] },
      to: { path: '^test/' },
    },
    {
      name: 'not-to-test',
      comment: 'The suites that prove an adapter are shipped for its author, and nothing else of the tests.',
      severity: 'error',
      from: { path: '^bin/package/testing[.]ts$' },
      to: { path: '^test/', pathNot: '^test/contracts/' },
    },
    {
      name: 'doors-open-outwards',
      comment:
        'What the package offers is for those who install it; here everything is imported from where it is.',
      severity: 'error',
      from: { pathNot: '^(bin/package|docs/examples|test)/' },
      to: { path: '^bin/package/' },
    },
    {
      name: 'not-to-dev-dep',
      comment: 'What a function imports at run time is a dependency, not a development one.',
      severity: 'error',
      from: { path: '^(functions|schemas)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['netzdialog-source', 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
