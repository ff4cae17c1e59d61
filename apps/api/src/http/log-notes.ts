import { type FastifyRequest } from 'fastify';

/** What the line of a request tells beyond what every line tells. */
type Notes = {
  /** Why it was refused. */
  readonly code?: string;
  /** The arrivals that it brought: by these the whole way of a document is found. */
  readonly traces?: readonly string[];
};

const notes = new WeakMap<FastifyRequest, Notes>();

/** Said by whoever answers the request; told in its line of the log. */
export const noteFor = (request: FastifyRequest, more: Notes): void =>
  void notes.set(request, { ...notes.get(request), ...more });

export const notesOf = (request: FastifyRequest): Notes => notes.get(request) ?? {};
