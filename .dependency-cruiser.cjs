/**
 * Who may import whom: the table of the style guide, each line a rule. `test/boundaries` plants a violation of every rule
 * and shows that it fires; a rule without a planted violation fails there.
 */
const tests = ['\\.test\\.tsx?$', '\\.fixture\\.tsx?$', '/testing/'];
const pure = '^libs/(xrechnung|intake|approval|booking|paper|money)/';
const wiring = '^apps/[^/]+/src/(main|[^/]+\\.module|.+/[^/]+\\.module)\\.ts$';
const child = '^apps/worker/src/child/';
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule(
      'no-cycles',
      'Two files that need each other are one thing, or hide a third. Types count as well.',
      {},
      { circular: true },
    ),
    rule(
      'everything-resolves',
      'What cannot be resolved cannot be checked: a mistyped library would slip through every other rule.',
      {},
      { couldNotResolve: true, pathNot: ['(^|/)generated/', '\\?'] },
    ),
    rule(
      'library-by-its-door',
      'A library is used through libs/<name>/src/index.ts, never through a file inside it.',
      { path: '^libs/([^/]+)/' },
      { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    ),
    rule(
      'library-by-its-door-from-apps',
      'A library is used through libs/<name>/src/index.ts, never through a file inside it.',
      { path: '^apps/' },
      { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    ),
    rule('libraries-below-apps', 'A library knows no app.', { path: '^libs/', pathNot: tests }, { path: '^apps/' }),
    rule(
      'apps-apart',
      'Apps meet in the database, on the queue and over HTTP, never by import.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    rule(
      'operations-on-top',
      'Use cases call libraries; a library that calls a use case turns the house upside down.',
      { path: '^libs/', pathNot: '^libs/operations/' },
      { path: '^libs/operations/' },
    ),
    rule(
      'nothing-from-test',
      'Test code and test support never reach the product.',
      { path: '^(apps|libs)/', pathNot: tests },
      { path: ['^test/', ...tests] },
    ),

    rule(
      'web-only-contracts',
      'The browser knows the contracts and nothing else of the house.',
      { path: '^apps/web/' },
      { path: '^libs/', pathNot: '^libs/contracts/' },
    ),
    rule(
      'web-no-server-code',
      'The browser has no Node and no server packages.',
      { path: '^apps/web/src/', pathNot: tests },
      { path: packages('@nestjs', 'fastify', '@fastify', 'pg', 'pino') },
    ),
    rule(
      'web-no-core-modules',
      'The browser has no Node.',
      { path: '^apps/web/src/', pathNot: tests },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'web-downwards',
      'app → features → components and lib: nothing below imports from above.',
      { path: '^apps/web/src/(features|components|lib)/' },
      { path: '^apps/web/src/app/' },
    ),
    rule(
      'web-parts-below-features',
      'Components and lib serve every feature and know none.',
      { path: '^apps/web/src/(components|lib)/' },
      { path: '^apps/web/src/features/' },
    ),
    rule(
      'web-features-apart',
      'Features of the web app do not import each other; what two need goes to components or lib.',
      { path: '^apps/web/src/features/([^/]+)/' },
      { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
    ),
    rule(
      'features-apart',
      'Features of an app do not import each other; http holds what all need (login, problem filter).',
      { path: '^apps/(api|worker|cli)/src/([^/]+)/', pathNot: tests },
      { path: '^apps/[^/]+/src/[^/]+/', pathNot: ['^apps/$1/src/$2/', '^apps/api/src/http/'] },
    ),

    rule(
      'api-and-worker-use-operations',
      'Controllers and processors translate: they know use cases, contracts, platform and queue. Only main.ts and *.module.ts wire more.',
      { path: '^apps/(api|worker)/', pathNot: [wiring, child, ...tests] },
      { path: '^libs/', pathNot: '^libs/(operations|contracts|platform|queue|approval|xrechnung)/' },
    ),
    rule(
      'api-and-worker-types-of-the-domain',
      'Of approval and xrechnung the apps know the types; the deciding is done in a use case.',
      { path: '^apps/(api|worker)/', pathNot: [wiring, child, ...tests] },
      { path: '^libs/(approval|xrechnung)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'cli-uses-operations-and-pure',
      'A command calls use cases, the pure libraries and the platform.',
      { path: '^apps/cli/', pathNot: [wiring, ...tests] },
      { path: '^libs/', pathNot: ['^libs/(operations|platform)/', pure] },
    ),

    rule(
      'pure-no-io',
      'Pure libraries know no file system, no network, no process: of Node only zlib and the hashes of crypto.',
      { path: pure, pathNot: tests },
      { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|zlib)$' },
    ),
    rule(
      'pure-listed-packages',
      'Pure libraries use listed, deterministic packages only; no framework, no database.',
      { path: pure, pathNot: tests },
      {
        path: '(^|/)node_modules/',
        pathNot: packages('saxes', 'fast-xml-parser', 'xml2js', 'pdf-lib', 'yaml', 'iconv-lite', 'decimal\\.js'),
      },
    ),
    rule(
      'pure-types-of-each-other',
      'Pure libraries share money and the types of one another, so that each can be understood alone.',
      { path: '^libs/(xrechnung|intake|approval|booking|paper|money)/', pathNot: tests },
      { path: pure, pathNot: ['^libs/$1/', '^libs/money/'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'pure-nothing-else',
      'Pure libraries know neither storage nor transport, not even their types.',
      { path: pure, pathNot: tests },
      { path: '^libs/', pathNot: pure },
    ),
    rule(
      'money-stands-alone',
      'Money is at the bottom: it imports no library.',
      { path: '^libs/money/' },
      { path: '^libs/', pathNot: '^libs/money/' },
    ),
    rule(
      'decimal-only-in-money',
      'There is one kind of amount in the house.',
      { path: '^(apps|libs)/', pathNot: '^libs/money/' },
      { path: packages('decimal\\.js') },
    ),
    rule(
      'contracts-stand-alone',
      'Contracts go to the browser: what they import goes there too.',
      { path: '^libs/contracts/', pathNot: tests },
      { path: ['^libs/', '(^|/)node_modules/'], pathNot: ['^libs/contracts/', packages('zod')] },
    ),

    rule(
      'rules-import-model-only',
      'A rule speaks of the invoice, not of a syntax, so that it holds for both.',
      { path: '^libs/xrechnung/src/rules/', pathNot: tests },
      { path: '^libs/xrechnung/src/(syntax|hybrid)/' },
    ),
    rule(
      'model-stands-alone',
      'The model is what everything else agrees on; it agrees on nothing but money.',
      { path: '^libs/xrechnung/src/model/', pathNot: tests },
      { path: '^libs/', pathNot: ['^libs/xrechnung/src/model/', '^libs/money/'] },
    ),
    rule(
      'ubl-without-cii',
      'The two syntaxes meet in the model only.',
      { path: '^libs/xrechnung/src/syntax/ubl/' },
      { path: '^libs/xrechnung/src/syntax/cii/' },
    ),
    rule(
      'cii-without-ubl',
      'The two syntaxes meet in the model only.',
      { path: '^libs/xrechnung/src/syntax/cii/' },
      { path: '^libs/xrechnung/src/syntax/ubl/' },
    ),

    rule(
      'prisma-only-in-db',
      'libs/db is the only home of Prisma: elsewhere the entity of a query could be forgotten.',
      { path: '^(apps|libs)/', pathNot: ['^libs/db/', ...tests] },
      { path: [packages('@prisma', 'prisma', '\\.prisma'), '^libs/db/src/generated/'] },
    ),
    rule(
      'queue-package-only-in-queue',
      'libs/queue is the only home of the queue package: the truth about work is in Postgres.',
      { path: '^(apps|libs)/', pathNot: ['^libs/queue/', ...tests] },
      { path: packages('bull', 'bullmq', '@nestjs/bull', '@nestjs/bullmq', 'ioredis', 'redis') },
    ),
    rule(
      'foreign-bytes-in-the-child',
      'Parsers of foreign bytes run in a killable child with limits: libs/xrechnung holds them, the child and the command line start them.',
      {
        path: '^(apps|libs)/',
        pathNot: ['^libs/xrechnung/src/(syntax|hybrid)/', '^libs/paper/', child, '^apps/cli/', '^apps/web/', ...tests],
      },
      {
        path: packages(
          'saxes',
          'mailparser',
          'mailsplit',
          'pdf-lib',
          'pdfjs-dist',
          'yauzl',
          'sharp',
          'fast-xml-parser',
          'xml2js',
        ),
      },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // type imports are imports too; the rules say where types alone are welcome
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^libs/db/src/generated/'] },
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '.d.ts', '.css'],
    },
  },
};
