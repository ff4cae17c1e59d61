import { type Prisma } from './generated/client';

/** Prisma inside one transaction. */
export type Client = Prisma.TransactionClient;
