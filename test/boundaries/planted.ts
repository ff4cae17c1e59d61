/** A file with one import that the named rule forbids. */
export type Planted = { readonly rule: string; readonly file: string; readonly imports: string };

/** The smallest tree in which every library, app and package can be imported. */
export const tree: readonly string[] = [
  ...[
    'approval',
    'booking',
    'contracts',
    'db',
    'intake',
    'money',
    'operations',
    'paper',
    'platform',
    'queue',
    'xrechnung',
  ].map((name) => `libs/${name}/src/index.ts`),
  'libs/approval/src/acts.ts',
  'libs/approval/src/acts.test.ts',
  'libs/db/src/generated/client.ts',
  'libs/xrechnung/src/model/invoice.ts',
  'libs/xrechnung/src/syntax/ubl/amounts.ts',
  'libs/xrechnung/src/syntax/cii/amounts.ts',
  'libs/xrechnung/src/hybrid/extract-xml.ts',
  'apps/api/src/http/login.ts',
  'apps/api/src/exports/exports.controller.ts',
  'apps/worker/src/mailbox/poll.ts',
  'apps/cli/src/validate/validate.ts',
  'apps/web/src/app/app.tsx',
  'apps/web/src/features/worklist/list.tsx',
  'test/support/builders.ts',
];

export const packages: readonly string[] = [
  ...[
    '@nestjs/common',
    '@prisma/client',
    'bull',
    'decimal.js',
    'fastify',
    'iconv-lite',
    'mailparser',
    'saxes',
    'uuid',
    'zod',
  ],
];

export const planted: readonly Planted[] = [
  { rule: 'no-cycles', file: 'libs/approval/src/here.ts', imports: "import { value } from './there';" },
  { rule: 'everything-resolves', file: 'libs/operations/src/a.ts', imports: "import { value } from '@libs/aproval';" },
  {
    rule: 'library-by-its-door',
    file: 'libs/operations/src/b.ts',
    imports: "import { value } from '../../approval/src/acts';",
  },
  {
    rule: 'library-by-its-door-from-apps',
    file: 'apps/api/src/cases/b.ts',
    imports: "import { type T } from '../../../../libs/approval/src/acts';",
  },
  {
    rule: 'libraries-below-apps',
    file: 'libs/operations/src/c.ts',
    imports: "import { value } from '../../../apps/api/src/http/login';",
  },
  {
    rule: 'apps-apart',
    file: 'apps/api/src/cases/c.ts',
    imports: "import { value } from '../../../worker/src/mailbox/poll';",
  },
  { rule: 'operations-on-top', file: 'libs/db/src/c.ts', imports: "import { value } from '@libs/operations';" },
  {
    rule: 'nothing-from-test',
    file: 'libs/operations/src/d.ts',
    imports: "import { value } from '../../../test/support/builders';",
  },
  { rule: 'nothing-from-test', file: 'libs/approval/src/d.ts', imports: "import { value } from './acts.test';" },

  { rule: 'web-only-contracts', file: 'apps/web/src/lib/a.ts', imports: "import { type T } from '@libs/xrechnung';" },
  { rule: 'web-only-contracts', file: 'apps/web/src/lib/b.ts', imports: "import { value } from '@libs/money';" },
  { rule: 'web-no-server-code', file: 'apps/web/src/lib/c.ts', imports: "import { value } from '@nestjs/common';" },
  { rule: 'web-no-core-modules', file: 'apps/web/src/lib/d.ts', imports: "import { readFileSync } from 'node:fs';" },
  {
    rule: 'web-downwards',
    file: 'apps/web/src/features/case/a.tsx',
    imports: "import { value } from '../../app/app';",
  },
  {
    rule: 'web-parts-below-features',
    file: 'apps/web/src/components/a.tsx',
    imports: "import { value } from '../features/worklist/list';",
  },
  {
    rule: 'web-features-apart',
    file: 'apps/web/src/features/case/b.tsx',
    imports: "import { value } from '../worklist/list';",
  },
  {
    rule: 'features-apart',
    file: 'apps/api/src/cases/d.ts',
    imports: "import { value } from '../exports/exports.controller';",
  },
  { rule: 'features-apart', file: 'apps/worker/src/jobs/d.ts', imports: "import { type T } from '../mailbox/poll';" },
  { rule: 'features-apart', file: 'apps/cli/src/up/d.ts', imports: "import { value } from '../validate/validate';" },

  {
    rule: 'api-and-worker-use-operations',
    file: 'apps/api/src/cases/e.ts',
    imports: "import { type T } from '@libs/db';",
  },
  {
    rule: 'api-and-worker-use-operations',
    file: 'apps/worker/src/jobs/e.ts',
    imports: "import { value } from '@libs/booking';",
  },
  {
    rule: 'api-and-worker-types-of-the-domain',
    file: 'apps/api/src/cases/f.ts',
    imports: "import { value } from '@libs/approval';",
  },
  {
    rule: 'api-and-worker-types-of-the-domain',
    file: 'apps/worker/src/jobs/f.ts',
    imports: "import { type T, value } from '@libs/xrechnung';",
  },
  { rule: 'cli-uses-operations-and-pure', file: 'apps/cli/src/up/e.ts', imports: "import { value } from '@libs/db';" },

  { rule: 'pure-no-io', file: 'libs/intake/src/a.ts', imports: "import { readFileSync } from 'node:fs';" },
  { rule: 'pure-no-io', file: 'libs/xrechnung/src/hybrid/a.ts', imports: "import { connect } from 'net';" },
  { rule: 'pure-listed-packages', file: 'libs/booking/src/a.ts', imports: "import { value } from '@nestjs/common';" },
  { rule: 'pure-listed-packages', file: 'libs/approval/src/a.ts', imports: "import { v7 } from 'uuid';" },
  {
    rule: 'pure-types-of-each-other',
    file: 'libs/booking/src/b.ts',
    imports: "import { value } from '@libs/approval';",
  },
  { rule: 'pure-nothing-else', file: 'libs/intake/src/b.ts', imports: "import { type T } from '@libs/platform';" },
  { rule: 'money-stands-alone', file: 'libs/money/src/a.ts', imports: "import { type T } from '@libs/xrechnung';" },
  { rule: 'decimal-only-in-money', file: 'libs/booking/src/c.ts', imports: "import { Decimal } from 'decimal.js';" },
  { rule: 'contracts-stand-alone', file: 'libs/contracts/src/a.ts', imports: "import { type T } from '@libs/db';" },
  {
    rule: 'contracts-stand-alone',
    file: 'libs/contracts/src/b.ts',
    imports: "import { value } from '@nestjs/common';",
  },

  {
    rule: 'rules-import-model-only',
    file: 'libs/xrechnung/src/rules/a.ts',
    imports: "import { value } from '../syntax/ubl/amounts';",
  },
  {
    rule: 'model-stands-alone',
    file: 'libs/xrechnung/src/model/a.ts',
    imports: "import { type T } from '../hybrid/extract-xml';",
  },
  {
    rule: 'ubl-without-cii',
    file: 'libs/xrechnung/src/syntax/ubl/a.ts',
    imports: "import { value } from '../cii/amounts';",
  },
  {
    rule: 'cii-without-ubl',
    file: 'libs/xrechnung/src/syntax/cii/a.ts',
    imports: "import { type T } from '../ubl/amounts';",
  },

  {
    rule: 'prisma-only-in-db',
    file: 'libs/operations/src/e.ts',
    imports: "import { PrismaClient } from '@prisma/client';",
  },
  {
    rule: 'prisma-only-in-db',
    file: 'apps/api/src/api.module.ts',
    imports: "import { value } from '../../../libs/db/src/generated/client';",
  },
  {
    rule: 'queue-package-only-in-queue',
    file: 'apps/worker/src/worker.module.ts',
    imports: "import Bull from 'bull';",
  },
  {
    rule: 'foreign-bytes-in-the-child',
    file: 'libs/operations/src/f.ts',
    imports: "import { simpleParser } from 'mailparser';",
  },
  { rule: 'foreign-bytes-in-the-child', file: 'apps/api/src/main.ts', imports: "import { SaxesParser } from 'saxes';" },
  {
    rule: 'foreign-bytes-in-the-child',
    file: 'libs/xrechnung/src/rules/b.ts',
    imports: "import { SaxesParser } from 'saxes';",
  },
];

/** The other half of the planted cycle, a mere type: a cycle is reported once, at one of its files. */
export const partner: Omit<Planted, 'rule'> = {
  file: 'libs/approval/src/there.ts',
  imports: "import { type T } from './here';",
};

/** What the rules must let pass: a house in which nothing can be imported is no house. */
export const lawful: readonly Omit<Planted, 'rule'>[] = [
  {
    file: 'apps/api/src/cases/ok.ts',
    imports:
      "import { type T } from '@libs/approval';\nimport { value } from '@libs/operations';\nimport { value as b } from '@libs/contracts';\nimport { value as c } from '../http/login';",
  },
  {
    file: 'apps/api/src/cases/cases.module.ts',
    imports: "import { value } from '@libs/db';\nimport { value as b } from '@libs/queue';",
  },
  {
    file: 'apps/worker/src/main.ts',
    imports: "import { value } from '@libs/db';\nimport { value as b } from './mailbox/poll';",
  },
  {
    file: 'apps/worker/src/child/main.ts',
    imports: "import { value } from '@libs/xrechnung';\nimport { simpleParser } from 'mailparser';",
  },
  {
    file: 'apps/cli/src/validate/ok.ts',
    imports: "import { value } from '@libs/xrechnung';\nimport { value as b } from '@libs/platform';",
  },
  { file: 'apps/web/src/features/case/ok.tsx', imports: "import { value } from '@libs/contracts';" },
  {
    file: 'libs/operations/src/ok.ts',
    imports:
      "import { value } from '@libs/db';\nimport { value as b } from '@libs/approval';\nimport { value as c } from '@libs/xrechnung';\nimport { value as d } from '@libs/queue';",
  },
  {
    file: 'libs/booking/src/ok.ts',
    imports:
      "import { value } from '@libs/money';\nimport { type T } from '@libs/xrechnung';\nimport { encode } from 'iconv-lite';\nimport { createHash } from 'node:crypto';",
  },
  {
    file: 'libs/booking/src/ok.test.ts',
    imports: "import { value } from '../../../test/support/builders';\nimport { readFileSync } from 'node:fs';",
  },
  { file: 'libs/contracts/src/ok.ts', imports: "import { z } from 'zod';" },
  {
    file: 'libs/db/src/ok.ts',
    imports: "import { PrismaClient } from '@prisma/client';\nimport { value } from './generated/client';",
  },
  { file: 'libs/queue/src/ok.ts', imports: "import Bull from 'bull';" },
  { file: 'libs/money/src/ok.ts', imports: "import { Decimal } from 'decimal.js';" },
  {
    file: 'libs/xrechnung/src/syntax/ubl/ok.ts',
    imports: "import { type T } from '../../model/invoice';\nimport { SaxesParser } from 'saxes';",
  },
  { file: 'libs/xrechnung/src/rules/ok.ts', imports: "import { type T } from '../model/invoice';" },
];
