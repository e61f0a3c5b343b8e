import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  BoardView,
  Me,
  Suggestions,
} from '@commonhold/plugin-feature-requests-common';
import { BoardConfig } from './boardConfig';
import { SearchService } from './SearchService';
import { VoterApplications } from './VoterApplications';
import { Viewers } from './Viewers';

/** The board itself, and who one is on it. What it answers, everybody may know. */
export class BoardService {
  constructor(
    private readonly options: {
      readonly applications: VoterApplications;
      readonly config: BoardConfig;
      readonly search: SearchService;
      readonly viewers: Viewers;
    },
  ) {}

  getBoard(): BoardView {
    return this.options.config.board;
  }

  async getMe(credentials: BackstageCredentials): Promise<Me> {
    const { applications, viewers } = this.options;
    const viewer = await viewers.get(credentials);
    const of = await applications.of(viewer);
    return {
      userEntityRef: viewer.ref,
      roles: [...viewer.roles],
      tenants: [...viewer.tenants],
      applications: [...of.applications],
      defaultApplication: of.usual,
    };
  }

  /** Of what one may see only. */
  async suggest(
    title: string,
    options: { about?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<Suggestions> {
    const { search, viewers } = this.options;
    const viewer = await viewers.get(credentials);
    return { items: await search.suggest(title, options, viewer) };
  }
}
