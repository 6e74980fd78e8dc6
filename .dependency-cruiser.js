// Who may import whom. Each rule has a planted breach below tools/violations/, and tools/architecture.spec.ts sees it caught.

const CONTEXTS = [
  'identity',
  'accounts',
  'access',
  'workflow',
  'history',
  'notifications',
  'workspace',
  'reporting',
  'replay',
];
const FOUNDATIONS = [
  'event-sourcing',
  'event-store',
  'read-models',
  'vault',
  'signals',
  'interchange',
  'platform',
  'contracts',
];

const oneOf = (names) => `(${names.join('|')})`;
const TEST = '(\\.(spec|behaviour|harness)\\.ts$|/testing/)';

/** Where the product starts; worker threads are started by their file's address. */
const PROGRAMS = '^(apps/[^/]+/main|bench/main|libs/[^/]+/[^/]+-worker)\\.ts$';

/** @param {string[]} names npm packages, as they lie in node_modules */
const packages = (names) => `(^|/)node_modules/${oneOf(names)}/`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'What resolves only by luck, or from another package’s dependencies, breaks on the next install.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['unknown', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages-at-run-time',
      comment: 'An installation without development packages must run.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Decisions are plain functions: no framework, no I/O, no other layer. What they need comes in as arguments.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/domain/', pathNot: TEST },
      to: {
        pathNot: [
          '^libs/$1/domain/',
          '^libs/(event-sourcing|contracts)/index\\.ts$',
          packages(['zod', '@casl/ability', 'yaml']),
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'kit-stands-alone',
      comment: 'The event-sourcing kit knows no store, no framework and no business; of Node it uses node:crypto.',
      severity: 'error',
      from: { path: '^libs/event-sourcing/', pathNot: TEST },
      to: { pathNot: ['^libs/event-sourcing/', '^(node:)?crypto$'] },
    },
    {
      name: 'contracts-are-neutral',
      comment: 'Server and browser both load them: schemas and nothing else.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: TEST },
      to: { pathNot: ['^libs/contracts/', packages(['zod'])] },
    },
    {
      name: 'contexts-do-not-meet',
      comment:
        'A context knows another only by the types of its published events; what must be asked goes through a port.',
      severity: 'error',
      from: { path: `^libs/${oneOf(CONTEXTS)}/`, pathNot: TEST },
      to: { path: `^libs/${oneOf(CONTEXTS)}/`, pathNot: '^libs/$1/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'foundations-know-no-context',
      comment: 'What everything stands on depends on nothing that stands on it, not even by type.',
      severity: 'error',
      from: { path: `^libs/${oneOf(FOUNDATIONS)}/` },
      to: { path: `^libs/${oneOf(CONTEXTS)}/` },
    },
    {
      name: 'front-door-only',
      comment:
        'A library is free to change whatever its index.ts does not export; beside it, a context tells its events and views.',
      severity: 'error',
      from: { path: '^((?:libs/)?[^/]+)/' },
      to: { path: '^libs/[^/]+/', pathNot: ['^$1/', '^libs/[^/]+/(index|events-and-views)\\.ts$'] },
    },
    {
      name: 'portal-is-browser-code',
      comment: 'The browser has no Node, no server and no log; of the libraries it knows the contracts.',
      severity: 'error',
      from: { path: '^apps/portal/', pathNot: '\\.spec\\.ts$' },
      to: {
        pathNot: [
          '^apps/portal/',
          '^libs/contracts/index\\.ts$',
          packages(['@angular', '@lucide', '@fontsource-variable', 'rxjs', 'tslib', 'zod']),
        ],
      },
    },
    {
      name: 'libs-do-not-know-apps',
      comment: 'Programs are composed of libraries, never the other way.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|bench|e2e)/' },
    },
    {
      name: 'apps-do-not-meet',
      comment: 'Each program starts alone; what two need is a library.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: TEST },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'tools-stay-outside',
      comment: 'Tools build and check the product; the product must run without them.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: TEST },
      to: { path: '^tools/' },
    },
    {
      name: 'storage-stays-behind-its-ports',
      comment: 'Only the adapters open a database, so that another adapter can take their place.',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: [TEST, '^libs/(event-store|read-models|vault)/'],
      },
      to: { path: '^(node:)?sqlite$' },
    },
    {
      name: 'stores-know-no-framework',
      comment: 'An adapter is proven by its port’s behaviour suite and runs in a worker thread: no Nest, no HTTP.',
      severity: 'error',
      from: { path: '^libs/(event-store|read-models|vault|signals|interchange)/' },
      to: { path: packages(['@nestjs', 'fastify', '@fastify']) },
    },
    {
      name: 'no-dead-files',
      comment: 'What no program reaches is read, compiled and understood for nothing.',
      severity: 'error',
      from: { path: PROGRAMS },
      to: { path: '^(apps|libs)/', pathNot: [TEST, PROGRAMS, '^apps/portal/public/'], reachable: false },
    },
    {
      name: 'tests-stay-tests',
      comment: 'Product code that needs a spec or its harness is not tested by it any more.',
      severity: 'error',
      from: { pathNot: [TEST, '^e2e/'] },
      to: { path: TEST },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist/|tools/violations/)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
