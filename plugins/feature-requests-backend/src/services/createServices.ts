import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { TenancyService } from '@commonhold/plugin-tenancy-node';
import { Stores } from '../store/stores';
import { AboutEntities } from './AboutEntities';
import { Audit } from './Audit';
import { AuthorizedCommentService } from './AuthorizedCommentService';
import { AuthorizedMergeService } from './AuthorizedMergeService';
import { AuthorizedModerationService } from './AuthorizedModerationService';
import { AuthorizedParticipationService } from './AuthorizedParticipationService';
import { AuthorizedPriorityService } from './AuthorizedPriorityService';
import { AuthorizedRequestService } from './AuthorizedRequestService';
import { AuthorizedTriageService } from './AuthorizedTriageService';
import { AuthorizedVoteService } from './AuthorizedVoteService';
import { BoardConfig } from './boardConfig';
import { BoardService } from './BoardService';
import { DefaultCommentService } from './DefaultCommentService';
import { DefaultMergeService } from './DefaultMergeService';
import { DefaultModerationService } from './DefaultModerationService';
import { DefaultParticipationService } from './DefaultParticipationService';
import { DefaultPriorityService } from './DefaultPriorityService';
import { DefaultRequestService } from './DefaultRequestService';
import { DefaultTriageService } from './DefaultTriageService';
import { DefaultVoteService } from './DefaultVoteService';
import { Notifier } from './Notifier';
import { People } from './People';
import { Reconciliation } from './Reconciliation';
import { RequestFinder } from './RequestFinder';
import { RequestGuard } from './RequestGuard';
import { RequestWriter } from './RequestWriter';
import { SearchService } from './SearchService';
import { Viewers } from './Viewers';
import { VoterApplications } from './VoterApplications';
import { WritingLimits } from './WritingLimits';

/** What users can do, put together. */
export function createServices(options: {
  readonly auditor: AuditorService;
  readonly auth: AuthService;
  readonly catalog: CatalogService;
  readonly config: BoardConfig;
  readonly logger: LoggerService;
  readonly notifications: NotificationService;
  readonly permissions: PermissionsService;
  readonly permissionsRegistry: PermissionsRegistryService;
  readonly stores: Stores;
  readonly tenancy: TenancyService;
  readonly userInfo: UserInfoService;
}) {
  const { auth, catalog, config, stores } = options;
  const audit = new Audit(options.auditor);
  const limits = new WritingLimits(config);
  const people = new People(options);
  const abouts = new AboutEntities({ auth, catalog, store: stores.abouts });
  const applications = new VoterApplications({
    auth,
    catalog,
    votes: stores.votes,
  });
  const search = new SearchService(stores);
  const viewers = new Viewers(options);
  const finder = new RequestFinder(stores);
  const guard = new RequestGuard(viewers, finder);
  const writer = new RequestWriter({ audit, finder, stores });
  const shared = { applications, audit, finder, limits, people, stores };
  return {
    abouts,
    documents: stores.documents,
    board: new BoardService({ applications, config, search, viewers }),
    comments: new AuthorizedCommentService(new DefaultCommentService(shared), {
      comments: stores.comments,
      finder,
      guard,
    }),
    merges: new AuthorizedMergeService(new DefaultMergeService(shared), guard),
    moderation: new AuthorizedModerationService(
      new DefaultModerationService(writer),
      guard,
    ),
    notifier: new Notifier({ ...options, people }),
    participation: new AuthorizedParticipationService(
      new DefaultParticipationService({ ...shared, writer }),
      guard,
    ),
    priorities: new AuthorizedPriorityService(
      new DefaultPriorityService({ votes: stores.votes, writer }),
      guard,
    ),
    reconciliation: new Reconciliation({
      logger: options.logger,
      store: stores.reconcile,
    }),
    requests: new AuthorizedRequestService(
      new DefaultRequestService({ ...shared, abouts, config, search }),
      { guard, viewers },
    ),
    triage: new AuthorizedTriageService(
      new DefaultTriageService({ config, notices: stores.notices, writer }),
      guard,
    ),
    votes: new AuthorizedVoteService(
      new DefaultVoteService({ ...shared, votes: stores.votes }),
      { guard, viewers },
    ),
  };
}
