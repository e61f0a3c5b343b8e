import { HttpAuthService } from '@backstage/backend-plugin-api';
import express from 'express';
import { createOpenApiRouter } from '../schema/openapi';
import { BoardService } from '../services/BoardService';
import { RequestService } from '../services/RequestService';
import { VoteService } from '../services/VoteService';
import { DocumentStore } from '../store/DocumentStore';
import { addBoardRoutes } from './addBoardRoutes';
import { addDocumentRoutes } from './addDocumentRoutes';
import { addRequestRoutes } from './addRequestRoutes';
import { addVoteRoutes } from './addVoteRoutes';

/** The HTTP API, as `schema/openapi.yaml` describes it; a file a part of it. */
export async function createRouter(services: {
  readonly httpAuth: HttpAuthService;
  readonly board: BoardService;
  readonly documents: DocumentStore;
  readonly requests: RequestService;
  readonly votes: VoteService;
}): Promise<express.Router> {
  const router = await createOpenApiRouter();
  addBoardRoutes(router, services);
  addDocumentRoutes(router, services);
  addRequestRoutes(router, services);
  addVoteRoutes(router, services);
  return router;
}
