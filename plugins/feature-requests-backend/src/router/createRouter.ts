import { HttpAuthService } from '@backstage/backend-plugin-api';
import express from 'express';
import { createOpenApiRouter } from '../schema/openapi';
import { BoardService } from '../services/BoardService';
import { CommentService } from '../services/CommentService';
import { MergeService } from '../services/MergeService';
import { ModerationService } from '../services/ModerationService';
import { ParticipationService } from '../services/ParticipationService';
import { PriorityService } from '../services/PriorityService';
import { RequestService } from '../services/RequestService';
import { TriageService } from '../services/TriageService';
import { VoteService } from '../services/VoteService';
import { DocumentStore } from '../store/DocumentStore';
import { addBoardRoutes } from './addBoardRoutes';
import { addCommentRoutes } from './addCommentRoutes';
import { addDocumentRoutes } from './addDocumentRoutes';
import { addManagementRoutes } from './addManagementRoutes';
import { addMergeRoutes } from './addMergeRoutes';
import { addParticipationRoutes } from './addParticipationRoutes';
import { addRequestRoutes } from './addRequestRoutes';
import { addTriageRoutes } from './addTriageRoutes';
import { addVoteRoutes } from './addVoteRoutes';

/** The HTTP API, as `schema/openapi.yaml` describes it; a file a part of it. */
export async function createRouter(services: {
  readonly httpAuth: HttpAuthService;
  readonly board: BoardService;
  readonly comments: CommentService;
  readonly documents: DocumentStore;
  readonly requests: RequestService;
  readonly merges: MergeService;
  readonly moderation: ModerationService;
  readonly participation: ParticipationService;
  readonly priorities: PriorityService;
  readonly triage: TriageService;
  readonly votes: VoteService;
}): Promise<express.Router> {
  const router = await createOpenApiRouter();
  addBoardRoutes(router, services);
  addCommentRoutes(router, services);
  addDocumentRoutes(router, services);
  addRequestRoutes(router, services);
  addMergeRoutes(router, services);
  addManagementRoutes(router, services);
  addParticipationRoutes(router, services);
  addTriageRoutes(router, services);
  addVoteRoutes(router, services);
  return router;
}
