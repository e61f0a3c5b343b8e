import { HttpAuthService } from '@backstage/backend-plugin-api';
import express from 'express';
import { createOpenApiRouter } from '../schema/openapi';
import { BoardService } from '../services/BoardService';
import { MergeService } from '../services/MergeService';
import { RequestService } from '../services/RequestService';
import { TriageService } from '../services/TriageService';
import { VoteService } from '../services/VoteService';
import { DocumentStore } from '../store/DocumentStore';
import { addBoardRoutes } from './addBoardRoutes';
import { addDocumentRoutes } from './addDocumentRoutes';
import { addMergeRoutes } from './addMergeRoutes';
import { addRequestRoutes } from './addRequestRoutes';
import { addTriageRoutes } from './addTriageRoutes';
import { addVoteRoutes } from './addVoteRoutes';

/** The HTTP API, as `schema/openapi.yaml` describes it; a file a part of it. */
export async function createRouter(services: {
  readonly httpAuth: HttpAuthService;
  readonly board: BoardService;
  readonly documents: DocumentStore;
  readonly requests: RequestService;
  readonly merges: MergeService;
  readonly triage: TriageService;
  readonly votes: VoteService;
}): Promise<express.Router> {
  const router = await createOpenApiRouter();
  addBoardRoutes(router, services);
  addDocumentRoutes(router, services);
  addRequestRoutes(router, services);
  addMergeRoutes(router, services);
  addTriageRoutes(router, services);
  addVoteRoutes(router, services);
  return router;
}
